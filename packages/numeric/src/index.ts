export { DiscreetError, type ErrorDetail, type ErrorTag } from './discreet-error.ts';

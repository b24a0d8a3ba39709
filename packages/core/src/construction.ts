/**
 * How pipelines are made: for the packages that own constructors, and for tests. What is built here is believed by plans, so an import check
 * keeps other packages out.
 * @module
 */
export { makeTransformation, type TransformationParts } from './make-transformation.ts';
export { sealPipeline } from './pipeline-seal.ts';

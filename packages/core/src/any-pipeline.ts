// The one file with `any`: a pattern over invariant type parameters cannot be written without it.
import type { Measurement } from './measurement.ts';
import type { Transformation } from './transformation.ts';

/** Any transformation, whatever its domains and metrics. */
export type AnyTransformation = Transformation<any, any, any, any, any>;
/** Any measurement, whatever its domain, metric and measure. */
export type AnyMeasurement = Measurement<any, any, any, any, any>;
/** Any pipeline. */
export type AnyPipeline = AnyTransformation | AnyMeasurement;

/** The measurements of measure ME, whatever else. */
export type MeasurementOf<ME> = Measurement<any, any, any, ME, any>;

/**
 * Gives a value the type that the type functions have computed for it.
 *
 * The one place where the library asserts a type. What the types say, the constructor that calls this has checked at run time first.
 */
export function proved<T>(value: unknown): T {
  return value as T;
}

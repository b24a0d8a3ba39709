export { cast, type Cast, type CastOf } from './cast.ts';
export { clamp, type Clamp, type ClampOf } from './clamp.ts';
export { column, type Column, type ColumnOf } from './column.ts';
export { count, type Count, type CountOf } from './count.ts';
export { countBy, type CountBy, type CountByOf } from './count-by.ts';
export { filter, type Filter, type FilterOf } from './filter.ts';
export { edges, type Edges, histogram, type Histogram, type HistogramOf } from './histogram.ts';
export { impute, type Impute, type Imputed, type ImputeOf } from './impute.ts';
export {
  ingest,
  type Ingestion,
  type IngestionReport,
  type IngestOptions,
} from './ingest.ts';
export { IngestionRefused, type Misfit } from './ingestion-refused.ts';
export { mean, type Mean, type MeanOf } from './mean.ts';
export { registeredFunction, type RegisteredFunction } from './registered-function.ts';
export { type Source, source, type SourceMetric } from './source.ts';
export { sum, type Sum, type SumOf } from './sum.ts';
export { table } from './table.ts';
export type { CountMetric } from './internal/count-metric.ts';
export { values } from './values.ts';

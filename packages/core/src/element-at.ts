import type { Batch } from './batch.ts';
import type { ElementDomain } from './domain.ts';

/** One element of a batch as its domain's JavaScript value; a missing one is NaN or `undefined`. */
export function elementAt(batch: Batch, index: number, domain: ElementDomain): unknown {
  switch (batch.kind) {
    case 'numbers':
    case 'texts':
    case 'rows':
      return batch.values[index];
    case 'codes': {
      const code = batch.values[index] ?? -1;
      if (domain.kind === 'boolean') return code < 0 ? undefined : code === 1;
      return domain.kind === 'category' && code >= 0 ? domain.labels[code] : undefined;
    }
    case 'columns':
      return Object.fromEntries(
        [...batch.columns].map(([name, column]) => {
          const atom = domain.kind === 'row' ? domain.columns[name] : undefined;
          return [name, atom === undefined ? undefined : elementAt(column, index, atom)];
        }),
      );
  }
}

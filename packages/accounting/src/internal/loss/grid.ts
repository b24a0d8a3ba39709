import type { Cells } from './cells.ts';
import { expNear, lnNear, NEAR, oneMinusExp } from './exp.ts';
import { inOrder } from './in-order.ts';

/** Where the losses of a grid are: offset + k step for whole k, exactly these doubles. */
export interface Grid {
  readonly step: number;
  readonly offset: number;
  /** lesser losses need not be told apart: from above they are seen as this one, from below left out */
  readonly floor: number;
  /** greater losses need not either: from above they are seen as infinite, from below as this one */
  readonly ceiling: number;
}

/** Chances on a grid: of the loss offset + (first + i) step it is mass[i], of an infinite one `infinite`. */
export interface Masses {
  readonly first: number;
  readonly mass: Float64Array;
  readonly infinite: number;
}

/** 2^-47: what is rounded towards safety is rounded by this much, relative to a step or a chance's part in one. */
const SAFE = 7.105427357601002e-15;
/** 2^-31: the same for what an outcome is worth */
const SAFE_SUM = 4.656612873077393e-10;
/** e^10: more than that a tilt may not make of a tail */
const TAIL = 10;
/** 2^-51 */
const UNIT = 4.440892098500626e-16;
/** e^-707 and less is seen as nothing: each cell may have lost as much. */
const UNSEEN = 4e-307;

/** How far a loss is above a grid point at most. */
function above(loss: number, k: number, { step, offset }: Grid): number {
  const off = UNIT * (Math.abs(loss) + Math.abs(offset) + Math.abs(k * step));
  return loss - offset - k * step + off;
}

const placeOf = (loss: number, { step, offset }: Grid): number =>
  Math.floor((loss - offset) / step);

const rangeOf = (cells: Cells, grid: Grid): readonly [first: number, last: number] => {
  let [least, most] = [Infinity, -Infinity];
  for (let j = 0; j < cells.p.length; j += 1) {
    const low = Math.max(cells.low[j]!, grid.floor);
    const high = Math.max(cells.high[j]!, grid.floor);
    if (low > -Infinity && low <= grid.ceiling) {
      least = Math.min(least, low);
      most = Math.max(most, low);
    }
    if (high <= grid.ceiling) {
      most = Math.max(most, high);
      least = Math.min(least, high);
    }
  }
  // all may be above the ceiling, where nothing is put on the grid
  if (!(least <= most)) return [0, 0];
  return [placeOf(least, grid) - 2, placeOf(most, grid) + 3];
};

/**
 * Chances on the grid whose profile is nowhere below the mechanism's: each cell becomes two losses at its ends, each of these two grid points.
 *
 * A cell of chances P and Q with losses in [a, b] has a profile h(z) = integral (dP - z dQ)+ that is convex, P at 0, at most P - e^a Q at e^a, and 0 from e^b. With
 * chances y at b and x at a the profile is linear between these points: where x + y >= P and y (1 - e^(a-b)) >= P - e^a Q it is nowhere below.
 */
export function spread(cells: Cells, grid: Grid, tilt: number): Masses {
  const [first, end] = rangeOf(cells, grid);
  if (!(end - first < 2 ** 28)) return { first: 0, mass: new Float64Array(1), infinite: Infinity };
  const mass = new Float64Array(end - first + 1);
  // what rounding took from the sums: a place may be the sum of all cells
  const lost = new Float64Array(end - first + 1);
  const add = (k: number, chance: number): void => {
    const before = mass[k - first]!;
    const sum = before + chance;
    const most = Math.max(before, chance);
    lost[k - first]! += most - sum + Math.min(before, chance);
    mass[k - first] = sum;
  };
  const { step } = grid;
  const whole = oneMinusExp(step) * (1 - SAFE);
  let infinite = cells.p.length * UNSEEN;
  const put = (loss: number, chance: number): void => {
    if (loss > grid.ceiling) {
      infinite += chance;
      return;
    }
    const guess = placeOf(loss, grid);
    const k = above(loss, guess, grid) > step ? guess + 1 : guess;
    const part = Math.min(1, oneMinusExp(Math.max(0, above(loss, k, grid))) / whole);
    const upper = chance * part;
    add(k, chance - upper);
    add(k + 1, upper);
  };
  for (let j = 0; j < cells.p.length; j += 1) {
    const [low, error] = [cells.low[j]!, cells.error[j]!];
    const high = Math.max(cells.high[j]!, grid.floor);
    const p = cells.p[j]! * (1 + error) * (1 + NEAR);
    if (p === 0) continue;
    // a tail, whose loss is not known: rather than that a tilt makes much of it, it is seen as infinite
    if (error === 1 && tilt * (high - grid.offset) > TAIL) {
      infinite += p;
      continue;
    }
    // what is too small to have all its digits is seen as 0
    const q = cells.q[j]! > 1e-300 ? Math.max(0, cells.q[j]! * (1 - error) * (1 - NEAR)) : 0;
    // e^low q is rounded down; where e^low would overflow it is seen as 0
    const rest = low < 700 ? p - expNear(low) * q * (1 - 2 * NEAR) : p;
    const up =
      low >= grid.floor ? (rest + p * 2 * NEAR) / (oneMinusExp(high - low) * (1 - 2 * NEAR)) : p;
    const y = up >= 0 && up < p ? up : p;
    put(high, y);
    if (y < p) put(low, p - y);
  }
  return {
    first,
    mass: mass.map((x, k) => (x + lost[k]!) * (1 + SAFE)),
    infinite: infinite * (1 + (cells.p.length + 4) * UNIT),
  };
}

/**
 * Chances on the grid whose profile is nowhere above the mechanism's: each cell is seen as one outcome, of loss ln(P/Q), and outcomes around a grid point x are
 * taken together so that their loss is x, which is post-processing; what finds no partner is moved down to the grid.
 *
 * Outcomes with chances m_i and losses l_i have together a loss of at least x where sum m_i (1 - e^(x - l_i)) >= 0. From left to right: a grid point takes all
 * that is left below it since the last point, and from above as much as makes the sum 0. Where too little is within one step above, it gives the lowest of
 * those below it to the point before.
 */
export function gather(cells: Cells, grid: Grid, tilt: number): Masses {
  const { step } = grid;
  const outcomes: number[] = [];
  const weights: number[] = [];
  let infinite = 0;
  for (let j = 0; j < cells.p.length; j += 1) {
    const error = cells.error[j]!;
    const p = cells.p[j]! * (1 - error) * (1 - 4 * NEAR);
    const q = cells.q[j]! * (1 + error) * (1 + 4 * NEAR);
    if (!(p > 1e-300)) continue;
    if (q === 0) {
      infinite += cells.low[j] === Infinity ? p : 0;
      continue;
    }
    const ratio = lnNear(p) - lnNear(q + UNSEEN);
    const loss = Math.max(
      ratio - 2 * NEAR * (2 + Math.abs(lnNear(p)) + Math.abs(ratio)),
      cells.low[j]!,
    );
    if (!(loss >= grid.floor)) continue;
    outcomes.push(Math.min(loss, grid.ceiling));
    weights.push(p);
  }
  const size = outcomes.length;
  if (size === 0) return { first: 0, mass: new Float64Array(1), infinite };
  const { losses, chances } = inOrder(Float64Array.from(outcomes), Float64Array.from(weights));
  const greatest = Math.max(Math.abs(losses[0]!), Math.abs(losses[size - 1]!));
  // doubles must tell grid points apart
  if (!(step > 32 * UNIT * (greatest + Math.abs(grid.offset))))
    return { first: 0, mass: new Float64Array(1), infinite };
  const first = placeOf(losses[0]!, grid) - 3;
  const mass = new Float64Array(placeOf(losses[size - 1]!, grid) - first + 4);
  /** what an outcome is worth for a grid point, rounded down: a part of a step */
  const worth = (j: number, k: number): number => {
    const x = grid.offset + k * step;
    const d = losses[j]! - x;
    const off = UNIT * (Math.abs(losses[j]!) + Math.abs(x) + Math.abs(grid.offset));
    const least = d - off;
    const value = least >= 0 ? oneMinusExp(least) : -(oneMinusExp(-least) * expNear(-least));
    return value - Math.abs(value) * SAFE_SUM;
  };
  let from = 0;
  for (let k = placeOf(losses[0]!, grid); from < size; k += 1) {
    // the next grid point that has an outcome above the one before it
    const place = placeOf(losses[from]!, grid);
    if (place > k) k = place;
    const x = grid.offset + k * step;
    let middle = from;
    // the sum, and by how much rounding may have changed it
    let [balance, doubt] = [0, 0];
    while (middle < size && losses[middle]! < x) {
      balance += chances[middle]! * worth(middle, k);
      doubt -= balance * UNIT;
      middle += 1;
    }
    let end = middle;
    let [taken, terms] = [0, 1];
    let isDone = middle === from;
    // the next one above may be further off, where that costs less than moving down by a step would
    const next = middle < size ? losses[middle]! - x : 0;
    const limit = x + ((tilt + 1) * next < 1 ? Math.max(step, next * 1.000001) : step);
    while (end < size && !isDone && losses[end]! < limit) {
      const gain = worth(end, k);
      terms += 1;
      if (gain > 0 && balance + chances[end]! * gain > doubt) {
        // only a part of this one is needed
        const part = Math.min(chances[end]!, ((doubt - balance) / gain) * (1 + SAFE_SUM));
        taken += part;
        chances[end]! -= part;
        isDone = true;
        break;
      }
      balance += chances[end]! * gain;
      doubt += Math.abs(balance) * UNIT;
      taken += chances[end]!;
      end += 1;
    }
    // what is moved down by one step, and what rounding may have put before the point that is one step down by two
    let [one, two, moves] = [0, 0, 1];
    while (!isDone && from < middle) {
      const lack = -worth(from, k);
      const need = ((doubt - balance) / lack) * (1 + SAFE_SUM);
      const part = Math.min(need, chances[from]!);
      moves += 1;
      if (worth(from, k - 1) >= 0) one += part;
      else two += part;
      if (part < chances[from]!) {
        chances[from]! -= part;
        isDone = true;
        break;
      }
      balance += chances[from]! * lack;
      doubt += Math.abs(balance) * UNIT;
      from += 1;
      isDone = balance >= doubt;
    }
    for (let j = from; j < middle; j += 1) taken += chances[j]!;
    mass[k - 1 - first]! += one * (1 - moves * UNIT);
    mass[k - 2 - first]! += two * (1 - moves * UNIT);
    // what is left when all before x was moved is not before x, but for rounding: it may stay where a step less is enough
    mass[(isDone ? k : k - 1) - first]! += taken * (1 - (terms + middle - from) * UNIT);
    from = end;
  }
  return {
    first,
    mass: mass.map((m) => Math.max(0, m * (1 - SAFE))),
    infinite: infinite * (1 - Math.min(1, cells.p.length * UNIT)),
  };
}

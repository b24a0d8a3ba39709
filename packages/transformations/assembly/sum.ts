// Exact sums over one piece of a column, two doubles at a time. AssemblyScript: built by
// scripts/build-wasm.mjs, proved in docs/proofs/exact-sum.md.
//
// The one memory page holds the piece, from address 0, and the results of `moments` at RESULTS.
// No branch depends on a value. (Subnormal operands are slow on some processors.)

const RESULTS: usize = 16384;

// Two rows to their integers u = clamp(nearest(x * inverse)) - centre.
// pmax(l, q) is `l < q ? q : l`, so NaN becomes l; pmin(h, v) is `v < h ? v : h`.
// The order of the operands is the policy for NaN: do not swap them.
function centred(x: v128, inverse: v128, lower: v128, upper: v128, centre: v128): v128 {
  const q = f64x2.nearest(f64x2.mul(x, inverse));
  return f64x2.sub(f64x2.pmin(upper, f64x2.pmax(lower, q)), centre);
}

function bothLanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

// The first lane alone: what the lane beside a last odd row holds is not data.
function firstLane(v: v128): v128 {
  return v128.and(v, i64x2(-1, 0));
}

export function sum(
  from: usize,
  rows: i32,
  inverse: f64,
  lower: f64,
  upper: f64,
  centre: f64,
): f64 {
  const g = f64x2.splat(inverse);
  const l = f64x2.splat(lower);
  const h = f64x2.splat(upper);
  const m = f64x2.splat(centre);
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let x = from;
  const end = from + ((<usize>rows) << 3);
  const eights = from + ((<usize>(rows & ~7)) << 3);
  for (; x < eights; x += 64) {
    a = f64x2.add(a, centred(v128.load(x), g, l, h, m));
    b = f64x2.add(b, centred(v128.load(x, 16), g, l, h, m));
    c = f64x2.add(c, centred(v128.load(x, 32), g, l, h, m));
    d = f64x2.add(d, centred(v128.load(x, 48), g, l, h, m));
  }
  for (; x < end; x += 8) a = f64x2.add(a, firstLane(centred(v128.load64_zero(x), g, l, h, m)));
  return bothLanes(f64x2.add(f64x2.add(a, b), f64x2.add(c, d)));
}

// One pass for the sum of u and the sums of high * high, high * low and low * low, where
// u = high + low and high is u rounded by `splitter`, 1.5 * 2^(52 + bits), to a multiple of 2^bits.
// A splitter of 0 stands for whole squares: high is u, low is 0.
export function moments(
  from: usize,
  rows: i32,
  inverse: f64,
  lower: f64,
  upper: f64,
  centre: f64,
  splitter: f64,
): void {
  const g = f64x2.splat(inverse);
  const l = f64x2.splat(lower);
  const h = f64x2.splat(upper);
  const m = f64x2.splat(centre);
  const s = f64x2.splat(splitter);
  let a = f64x2.splat(0);
  let b = a;
  let highHigh = a;
  let second = a;
  let highLow = a;
  let lowLow = a;
  let x = from;
  const end = from + ((<usize>rows) << 3);
  if (splitter == 0) {
    const fours = from + ((<usize>(rows & ~3)) << 3);
    for (; x < fours; x += 32) {
      const u = centred(v128.load(x), g, l, h, m);
      const v = centred(v128.load(x, 16), g, l, h, m);
      a = f64x2.add(a, u);
      b = f64x2.add(b, v);
      highHigh = f64x2.add(highHigh, f64x2.mul(u, u));
      second = f64x2.add(second, f64x2.mul(v, v));
    }
    for (; x < end; x += 8) {
      const u = firstLane(centred(v128.load64_zero(x), g, l, h, m));
      a = f64x2.add(a, u);
      highHigh = f64x2.add(highHigh, f64x2.mul(u, u));
    }
  } else {
    for (; x < end; x += 16) {
      const u =
        x + 8 < end
          ? centred(v128.load(x), g, l, h, m)
          : firstLane(centred(v128.load64_zero(x), g, l, h, m));
      const high = f64x2.sub(f64x2.add(u, s), s);
      const low = f64x2.sub(u, high);
      a = f64x2.add(a, u);
      highHigh = f64x2.add(highHigh, f64x2.mul(high, high));
      highLow = f64x2.add(highLow, f64x2.mul(high, low));
      lowLow = f64x2.add(lowLow, f64x2.mul(low, low));
    }
  }
  f64.store(RESULTS, bothLanes(f64x2.add(a, b)));
  f64.store(RESULTS, bothLanes(f64x2.add(highHigh, second)), 8);
  f64.store(RESULTS, bothLanes(highLow), 16);
  f64.store(RESULTS, bothLanes(lowLow), 24);
}

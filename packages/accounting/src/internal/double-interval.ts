import {
  addDown,
  addUp,
  divDown,
  divUp,
  type Enclosure,
  expDown,
  expm1Down,
  expm1Up,
  expUp,
  lnDown,
  lnUp,
  log1pDown,
  log1pUp,
  mulDown,
  mulUp,
  sqrtDown,
  sqrtUp,
} from '@discreet/numeric';

/**
 * A real number between two doubles, with operations that round outward: as `Interval`, in a tenth of the time. Where doubles are not enough an end is infinite or
 * no number, and stays so: whoever takes a result checks that it is finite.
 */
export class DoubleInterval {
  readonly #low: number;
  readonly #high: number;

  constructor(low: number, high: number) {
    this.#low = low;
    this.#high = high;
  }

  toEnclosure(): Enclosure {
    return { lower: this.#low, upper: this.#high };
  }

  add(other: DoubleInterval): DoubleInterval {
    return new DoubleInterval(addDown(this.#low, other.#low), addUp(this.#high, other.#high));
  }

  sub(other: DoubleInterval): DoubleInterval {
    return new DoubleInterval(addDown(this.#low, -other.#high), addUp(this.#high, -other.#low));
  }

  mul(other: DoubleInterval): DoubleInterval {
    const [a, b, c, d] = [this.#low, this.#high, other.#low, other.#high];
    // the ends whose products are the least and the greatest
    if (c >= 0) return new DoubleInterval(mulDown(a, a < 0 ? d : c), mulUp(b, b < 0 ? c : d));
    if (a >= 0) return new DoubleInterval(mulDown(b, c), mulUp(d < 0 ? a : b, d));
    if (d < 0) return new DoubleInterval(mulDown(b, b < 0 ? d : c), mulUp(a, c));
    const least = Math.min(mulDown(a, d), mulDown(b, c));
    return new DoubleInterval(least, Math.max(mulUp(a, c), mulUp(b, d)));
  }

  /** by a number that is surely > 0; else the result is no number */
  div(other: DoubleInterval): DoubleInterval {
    const [a, b, c, d] = [this.#low, this.#high, other.#low, other.#high];
    if (!(c > 0)) return new DoubleInterval(NaN, NaN);
    return new DoubleInterval(divDown(a, a < 0 ? c : d), divUp(b, b < 0 ? d : c));
  }

  exp(): DoubleInterval {
    return new DoubleInterval(expDown(this.#low), expUp(this.#high));
  }

  expm1(): DoubleInterval {
    return new DoubleInterval(expm1Down(this.#low), expm1Up(this.#high));
  }

  ln(): DoubleInterval {
    return new DoubleInterval(lnDown(this.#low), lnUp(this.#high));
  }

  log1p(): DoubleInterval {
    return new DoubleInterval(log1pDown(this.#low), log1pUp(this.#high));
  }

  sqrt(): DoubleInterval {
    return new DoubleInterval(sqrtDown(this.#low), sqrtUp(this.#high));
  }

  negate(): DoubleInterval {
    return new DoubleInterval(-this.#high, -this.#low);
  }
}

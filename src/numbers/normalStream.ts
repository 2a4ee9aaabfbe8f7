// A stream of normal random numbers.
import { cosTurn, log, sinTurn } from "./float64.ts";
import { Stream } from "./random.ts";

/** A stream that has normal numbers too, two per block of four words. */
export class NormalStream extends Stream {
  #spare = Number.NaN;

  /**
   * Normal with mean 0 and variance 1, not truncated; |value| ≤ 8.6.
   *
   *   r = √(−2·log(1 − u₁))      z₁ = r·cos 2πu₂      z₂ = r·sin 2πu₂, kept for the next call
   *
   * @see Box & Muller 1958, A note on the generation of random normal deviates
   */
  normal(): number {
    const spare = this.#spare;
    if (!Number.isNaN(spare)) {
      this.#spare = Number.NaN;
      return spare;
    }
    const r = Math.sqrt(-2 * log(1 - this.uniform()));
    const u = this.uniform();
    this.#spare = r * sinTurn(u);
    return r * cosTurn(u);
  }
}

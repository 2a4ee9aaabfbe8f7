// How good predictions are, counted row by row. Knows no network.
import { figure, percent } from "../diagnosis/figure.ts";

/** Counts how good predictions are where the table has the target. */
export class PredictionScore {
  #right = 0;
  #squares = 0;
  #rows = 0;
  #finite = 0;
  /** A prediction that is not finite is no right one, and has no error that could be averaged. */
  add(target: number, prediction: number): void {
    this.#rows++;
    if (target === prediction) this.#right++;
    if (!Number.isFinite(prediction)) return;
    this.#finite++;
    this.#squares += (target - prediction) ** 2;
  }
  text(classes: boolean): { words: string; figures: object } | undefined {
    if (this.#rows === 0) return undefined;
    const accuracy = this.#right / this.#rows;
    const error = Math.sqrt(this.#squares / this.#finite);
    return classes
      ? { words: `${percent(accuracy)} of ${this.#rows} rows right`, figures: { accuracy } }
      : { words: `RMS error ${figure(error)} over ${this.#finite} rows`, figures: { rootMeanSquaredError: error } };
  }
}

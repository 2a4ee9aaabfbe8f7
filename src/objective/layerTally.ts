// Sums over the rows of one layer: of its outputs, of units that live or are saturated, and of the signs of its inputs.
import { type ActivationName, kindOfActivation } from "../activations/activations.ts";

/** 4σ(5)(1 − σ(5)): the sigmoid's slope at |t| = 5, where it is hardly different from 0, as a share of its largest. */
const SATURATED_SLOPE = 0.026592226683160525;
/** A unit is saturated where it is so for this share of the rows. */
export const SATURATED_SHARE = 0.95;

/** Sums over the rows of one layer. */
export class LayerTally {
  sum = 0;
  squares = 0;
  agreement = 0;
  readonly alive: Uint8Array;
  readonly saturated: Uint32Array;

  readonly #silentAtZero: boolean;
  readonly #slopeShare: ((output: number) => number) | undefined;

  constructor(units: number, activation: ActivationName | undefined) {
    const { silentAtZero = false, slopeShare } = (activation && kindOfActivation({ name: activation })) ?? {};
    this.#silentAtZero = silentAtZero;
    this.#slopeShare = slopeShare;
    this.alive = new Uint8Array(units);
    this.saturated = new Uint32Array(units);
  }

  outputs(values: ArrayLike<number>): void {
    const units = this.alive.length;
    const slopeShare = this.#slopeShare;
    if (!this.#silentAtZero) this.alive.fill(1);
    for (let at = 0, unit = 0; at < values.length; at++, unit = unit + 1 === units ? 0 : unit + 1) {
      const y = values[at];
      this.sum += y;
      this.squares += y * y;
      if (y !== 0) this.alive[unit] = 1;
      if (slopeShare !== undefined && slopeShare(y) < SATURATED_SLOPE) this.saturated[unit]++;
    }
  }

  /** A row's gradient of unit j's weights is δⱼ·x: its signs are those of x, or all turned over. */
  inputs(values: ArrayLike<number>, width: number): void {
    for (let at = 0; at < values.length; at += width) {
      let positive = 0;
      let negative = 0;
      for (let k = at; k < at + width; k++) {
        if (values[k] > 0) positive++;
        else if (values[k] < 0) negative++;
      }
      this.agreement += Math.max(positive, negative) / width;
    }
  }
}

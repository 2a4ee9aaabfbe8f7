// Makes the points of the curve: each set's figures, and how fast training went since the last point.
import type { Pace } from "../core/pace.ts";
import type { CurvePoint } from "./curve.ts";
import { learningRateAt } from "./learningRateAt.ts";
import type { RunMemory } from "./runMemory.ts";
import type { RunState } from "./runState.ts";

export class Evaluator {
  readonly #memory: RunMemory;
  readonly #last: number;
  readonly #pace: Pace;
  /** when and at which step the last point was made */
  #time = performance.now();
  #step: number;

  /** @param last  the step at which the run ends; ∞ where that is not known */
  constructor(memory: RunMemory, step: number, last: number, pace: Pace) {
    this.#memory = memory;
    this.#step = step;
    this.#last = last;
    this.#pace = pace;
  }

  /** The point at which the run stands, or was cut; null where `stop` said so on the way. */
  async pointAt(state: RunState, cut: boolean, stop: () => boolean): Promise<CurvePoint | null> {
    const { evaluations, options, rows, stepsPerEpoch } = this.#memory;
    const { step } = state;
    const seconds = (performance.now() - this.#time) / 1000;
    const sets = await evaluations.figures(this.#pace, stop);
    if (sets === null) return null;
    const trained = step - this.#step;
    const left = this.#last - step;
    const whole = (performance.now() - this.#time) / 1000;
    this.#time = performance.now();
    this.#step = step;
    return {
      step,
      epoch: step / stepsPerEpoch,
      // not read from memory: a run that goes on after an abort has not written its rates yet
      learningRate: learningRateAt(options, state, Math.floor((step - 1) / stepsPerEpoch), step - 1),
      train: sets.train,
      ...(sets.validation && { validation: sets.validation }),
      ...(sets.test && { test: sets.test }),
      gradientNorm: Math.sqrt(state.squares),
      rowsPerSecond: seconds > 0 ? (trained * rows) / stepsPerEpoch / seconds : 0,
      remainingSeconds: Number.isFinite(left) && trained > 0 ? (left * whole) / trained : Number.NaN,
      ...(cut && { cut }),
    };
  }
}

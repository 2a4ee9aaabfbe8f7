// The learning curve: what fit writes down about each evaluation and each step.
import type { SetFigures } from "../objective/setFigures.ts";

export interface CurvePoint {
  /** iterations (updates) done */
  readonly step: number;
  /** epochs done; a fraction inside an epoch */
  readonly epoch: number;
  /** of the last step */
  readonly learningRate: number;
  readonly train: SetFigures;
  readonly validation?: SetFigures;
  readonly test?: SetFigures;
  /** ‖∂cost/∂θ‖ of the last step's batch, penalties included, before clipping */
  readonly gradientNorm: number;
  /** training rows per second since the last point */
  readonly rowsPerSecond: number;
  /** until the last epoch or step; NaN where no end is known */
  readonly remainingSeconds: number;
  /** true for the point at which a run was cut between two evaluations; nothing was decided by it */
  readonly cut?: true;
}

export interface Curve {
  readonly points: readonly CurvePoint[];
  /** the training-mode cost of every step */
  readonly batchCost: Float32Array;
}

/** The value of a point that a monitor such as "validation.accuracy" names; undefined where the point has none. */
export function monitored(point: CurvePoint, monitor: string): number | undefined {
  if (monitor === "gradientNorm") return point.gradientNorm;
  const [set, figure] = monitor.split(".") as ["train" | "validation" | "test", "loss" | "cost" | "accuracy"];
  return point[set]?.[figure];
}

/** Step costs in a typed array that grows. */
export class CostLog {
  #values = new Float32Array(1024);
  #length = 0;

  add(costs: ArrayLike<number>): void {
    if (this.#length + costs.length > this.#values.length) {
      const grown = new Float32Array(Math.max(2 * this.#values.length, this.#length + costs.length));
      grown.set(this.#values.subarray(0, this.#length));
      this.#values = grown;
    }
    this.#values.set(costs, this.#length);
    this.#length += costs.length;
  }

  /** A copy of all costs so far. */
  values(): Float32Array {
    return this.#values.slice(0, this.#length);
  }
}

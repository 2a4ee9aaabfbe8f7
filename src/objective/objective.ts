// A network's cost over given rows as a function of θ: its value, its gradient, and products of its Hessian with vectors.
import type { Tensor } from "../core/core.ts";
import type { Pace } from "../core/pace.ts";
import type { PassList } from "../core/passes.ts";
import type { Mode } from "../layers/layer.ts";
import type { Model } from "../network/model.ts";
import type { CostFunction } from "../optimizers/costFunction.ts";
import { gradientSum } from "./gradientSum.ts";
import { productSum } from "./productSum.ts";
import { blocksOf, GROUP_ROWS, GroupTotals } from "./rowGroups.ts";
import { blocksBySize, type RowSource, rowSum } from "./rowSum.ts";
import { clearSums, type SetFigures, setFigures } from "./setFigures.ts";
import { type TangentBlocks, tangentBlocks } from "./tangentBlocks.ts";

/** Numbers kept from the gradient to its products; above this, blocks are computed anew for every product. */
const MOST_KEPT = 2 ** 26;
/** Where no product was asked for. */
const none: Tensor = { name: "none", type: "float32", address: 0, length: 0 };

export interface ObjectiveOptions {
  readonly mode: Mode;
  /** what will be asked for: memory and programs are taken for nothing else; products come after a gradient */
  readonly asks: readonly ("value" | "gradient" | "product")[];
  /** @internal numbers that may be kept; the bits are the same either way, and a test says so */
  readonly mostKept?: number;
}

/** A part of a walk, for the caller to go, at once or in slices. */
export interface Stretch {
  /** of the block that it ends with; 0 where it ends with none */
  readonly rows: number;
  run(): void;
  walk(pace: Pace): Promise<void>;
}

export class Objective {
  readonly #model: Model;
  readonly #rows: number;
  readonly #fill: RowSource["fill"];
  readonly #folds: boolean;
  readonly #tangents: TangentBlocks | undefined;
  readonly #value: PassList | undefined;
  readonly #gradient: PassList | undefined;
  readonly #product: PassList | undefined;

  /** Takes its memory above the arena's mark; the caller gives it back. */
  constructor(model: Model, source: RowSource, rows: number, options: ObjectiveOptions) {
    const { mode, asks, mostKept = MOST_KEPT } = options;
    this.#model = model;
    this.#rows = rows;
    this.#fill = source.fill;
    this.#folds = rows > GROUP_ROWS;
    const sum = rowSum(model, source, rows, mode);
    const { penalty } = sum;
    if (asks.includes("value")) {
      const finish = penalty.any ? sum.write((p) => penalty.emit(p, false)) : null;
      this.#value = sum.list({ clear: null, block: blocksBySize(sum, "loss"), fold: null, finish });
    }
    if (!asks.includes("gradient")) return;
    const totals = GroupTotals.of(model.arena, rows, model.theta.length);
    if (!asks.includes("product")) {
      const block = blocksBySize(sum, "gradients");
      this.#gradient = sum.list(gradientSum(sum, totals, block));
      return;
    }
    const tangents = tangentBlocks(sum, mostKept);
    this.#tangents = tangents;
    this.#gradient = sum.list(gradientSum(sum, totals, (_, i) => [tangents.programs[i].gradient]));
    this.#product = sum.list(productSum(sum, totals, tangents));
  }

  /** Moves to the rows from `row` on, in the source's order. */
  moveTo(row: number): this {
    for (const list of [this.#value, this.#gradient, this.#product]) list?.moveTo(row);
    return this;
  }

  #cost(): number {
    const { core, fitSpace } = this.#model;
    return core.get(fitSpace.loss) / this.#rows + core.get(fitSpace.loss, 2);
  }

  async #walkValue(pace: Pace, stop?: () => boolean): Promise<void> {
    clearSums(this.#model, this.#model.fitSpace);
    await (this.#value as PassList).walk(pace, stop);
  }

  /** Figures of these rows as a set; null where `stop` said so on the way. */
  async figures(pace: Pace, stop: () => boolean): Promise<SetFigures | null> {
    await this.#walkValue(pace, stop);
    return stop() ? null : setFigures(this.#model, this.#model.fitSpace, this.#rows);
  }

  /** The cost and its gradient at θ, without a rest. */
  gradient(): { readonly cost: number; readonly gradient: Float32Array } {
    (this.#gradient as PassList).run();
    return { cost: this.#cost(), gradient: this.#model.core.read(this.#model.gradients) as Float32Array };
  }

  /**
   * The gradient in stretches, each of which the caller goes before it asks for the next: one up to the end of each block, whose
   * rows are written before where they are not in memory, and one to the end of the sum.
   */
  *gradientStretches(): Generator<Stretch, void> {
    const list = this.#gradient as PassList;
    const to = (end: number, rows: number): Stretch => ({
      rows,
      run: () => list.runTo(end),
      walk: (pace) => list.walkTo(end, pace),
    });
    list.begin();
    let end = 1; // behind what clears the sums
    for (const block of blocksOf(this.#rows, this.#model.fitSpace.rows)) {
      this.#fill?.(block);
      yield to(++end, block.rows);
      if (this.#folds && block.endsGroup) end++;
    }
    yield to(list.length, 0);
  }

  /** H·direction at the θ of the last gradient, without a rest. */
  multiply(direction: ArrayLike<number>): Float32Array {
    const { core } = this.#model;
    const tangents = this.#tangents as TangentBlocks;
    core.write(tangents.direction, direction);
    (this.#product as PassList).run();
    return core.read(tangents.product) as Float32Array;
  }

  /** The same in slices, in the core's memory. */
  paced(pace: Pace): CostFunction {
    const { theta, gradients } = this.#model;
    const { direction = none, product = none } = this.#tangents ?? {};
    return {
      theta,
      gradients,
      direction,
      product,
      value: async () => {
        await this.#walkValue(pace);
        return this.#cost();
      },
      gradient: async () => {
        await (this.#gradient as PassList).walk(pace);
        return this.#cost();
      },
      multiply: () => (this.#product as PassList).walk(pace),
      rest: () => pace.rest(),
    };
  }
}

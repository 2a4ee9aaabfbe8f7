// Exact products of the cost's Hessian with vectors, over any rows, and the cost and gradient beside them. Knows no optimizer.
//
//   values    per block: forward | loss | backward, kept for the tangents where all blocks fit into memory
//   products  per block: (values where they were not kept) | tangents forward and backward
import type { Tensor } from "../core/core.ts";
import type { Pace } from "../core/pace.ts";
import { PassList } from "../core/passes.ts";
import { Program, writeProgram } from "../core/program.ts";
import type { Mode } from "../layers/layer.ts";
import { lossKind } from "../losses/losses.ts";
import { type BlockOptions, emitBlock, type Source } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { partsOf } from "../network/parameters.ts";
import { penaltyOf } from "../network/penalty.ts";
import { takeWorkspace, type Workspace } from "../network/workspace.ts";
import { type Direction, emitTangents } from "./emitTangents.ts";
import { addSum, blocksOf, GroupTotals } from "./rowGroups.ts";

/** Numbers kept from forward to tangents; above this, blocks share one workspace and are computed anew for every product. */
const MOST_KEPT = 2 ** 26;

export interface HessianOptions {
  readonly mode: Mode;
  readonly masks?: readonly Tensor[];
  /** false where `cost` will not be asked for: saves a third of the programs; default true */
  readonly costs?: boolean;
  /** @internal numbers that may be kept; the bits are the same either way, and a test says so */
  readonly mostKept?: number;
}

export class HessianWalk {
  /** The direction V; written by the caller. */
  readonly direction: Tensor;
  /** H·V */
  readonly product: Tensor;
  readonly rows: number;
  readonly #model: Model;
  readonly #loss: Tensor;
  readonly #values: PassList;
  readonly #products: PassList;
  readonly #costs: PassList;

  constructor(model: Model, source: Source, rows: number, options: HessianOptions) {
    const { arena, placed, layers, fitSpace, gradients, theta, shared, spec } = model;
    const { mode, masks, costs: withCosts = true, mostKept = MOST_KEPT } = options;
    this.#model = model;
    this.rows = rows;
    this.direction = arena.take("direction", "float32", theta.length);
    this.product = arena.take("product", "float32", theta.length);
    const cross = arena.take("product.cross", "float32", theta.length);
    const one = arena.take("one", "float64", 1);
    arena.core.set(one, 1);
    const count = theta.length;
    this.#loss = fitSpace.loss;
    const parts = (vector: Tensor) => partsOf(vector, placed, layers.length);
    const common = { cursor: fitSpace.cursor, loss: fitSpace.loss, correct: fitSpace.correct };
    // a workspace has a multiple of 8 rows
    const mostRows = Math.min(fitSpace.rows, Math.ceil(rows / 8) * 8);
    const take = (i: number): [Workspace, Direction] => [
      takeWorkspace(arena, `curve.${i}`, layers, shared, parts(theta), parts(gradients), {
        mostRows,
        tangents: true,
        common,
      }),
      {
        directions: parts(this.direction),
        products: parts(this.product),
        crossProducts: parts(cross),
        outputGradientTangents: arena.take(`curve.${i}.gradientTangents`, "float32", mostRows * spec.outputs),
      },
    ];
    const blocks = [...blocksOf(rows, mostRows)].length;
    const before = arena.mark();
    const spaces = [take(0)];
    const kept = (blocks * (arena.mark() - before)) / 4 <= mostKept;
    if (kept) for (let i = 1; i < blocks; i++) spaces.push(take(i));
    const scale = arena.take("curve.scale", "float32", 1);
    arena.core.set(scale, 1 / (rows * (lossKind(spec.loss).elementwise ? spec.outputs : 1)));
    const penalty = penaltyOf(model, fitSpace);
    const write = (emit: (program: Program) => void) => writeProgram(arena, "program.curve", emit);
    const list = () => new PassList(arena, fitSpace.cursor, "passes.curve");
    const totals = GroupTotals.of(arena, rows, count);
    const programs = Array.from(blocksOf(rows, mostRows), (one, i) => {
      const [space, direction] = spaces[kept ? i : 0];
      const block: BlockOptions = { rows: one.rows, mode, until: "gradients", scale, ...(masks && { masks }) };
      const tangents = new Program();
      const forward = new Program();
      const emitted = emitBlock(forward, model, space, source, block);
      emitTangents(tangents, model, space, source, block, emitted, direction);
      return {
        values: write((p) => p.records.push(...forward.records)),
        tangents: write((p) => p.records.push(...tangents.records)),
        costs: withCosts ? [write((p) => emitBlock(p, model, space, source, { ...block, until: "loss" }))] : [],
      };
    });
    const values = list();
    addSum(values, rows, mostRows, {
      clear: write((p) => {
        p.emit("gradientsClear", { gradients, loss: fitSpace.loss, count });
        totals?.clear(p);
      }),
      block: (_, i) => [programs[i].values],
      fold: totals && write((p) => totals.add(p, gradients)),
      finish: write((p) => {
        totals?.round(p, gradients);
        penalty.emit(p, true);
      }),
    });
    const products = list();
    addSum(products, rows, mostRows, {
      clear: write((p) => {
        for (const vector of [this.product, cross]) p.emit("vectorClear", { vector, count });
        totals?.clear(p);
      }),
      block: (_, i) => (kept ? [programs[i].tangents] : [programs[i].values, programs[i].tangents]),
      fold:
        totals &&
        write((p) => {
          for (const vector of [this.product, cross]) totals.add(p, vector);
        }),
      finish: write((p) => {
        if (totals) totals.round(p, this.product);
        else p.emit("basisCombine", { vector: this.product, basis: cross, coefficients: one, vectors: 1, count });
        penalty.emitTangent(p, this.direction, this.product);
      }),
    });
    const costs = list();
    addSum(costs, rows, mostRows, {
      clear: write((p) => p.emit("gradientsClear", { gradients, loss: fitSpace.loss, count })),
      block: (_, i) => programs[i].costs,
      fold: null,
      finish: write((p) => penalty.emit(p, false)),
    });
    this.#values = values.write();
    this.#products = products.write();
    this.#costs = costs.write();
  }

  /** Moves to the rows from `row` on, in the source's order. */
  at(row: number): void {
    for (const list of [this.#values, this.#products, this.#costs]) list.moveTo(row);
  }

  #cost(): number {
    const { core } = this.#model;
    return core.get(this.#loss) / this.rows + core.get(this.#loss, 2);
  }

  /** Cost and gradient at θ; must come before products there. */
  async values(pace: Pace): Promise<number> {
    await this.#values.walk(pace);
    return this.#cost();
  }

  /** product ← H·direction */
  async multiply(pace: Pace): Promise<void> {
    await this.#products.walk(pace);
  }

  /** The cost at θ alone; gradients and kept values are lost. */
  async cost(pace: Pace): Promise<number> {
    await this.#costs.walk(pace);
    return this.#cost();
  }

  /** Values and one product without yielding. */
  multiplyNow(): void {
    this.#values.run();
    this.#products.run();
  }
}

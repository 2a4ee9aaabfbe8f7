// Exact products of the cost's Hessian with vectors, over any rows, and the cost and gradient beside them. Knows no optimizer.
//
//   values    per block: forward | loss | backward, kept for the tangents where all blocks fit into memory
//   products  per block: (values where they were not kept) | tangents forward and backward
import { PASS_BYTES } from "../../assembly/abi.ts";
import type { Tensor } from "../core/core.ts";
import { Program, type Written, walkWhole } from "../core/program.ts";
import type { Mode } from "../layers/layer.ts";
import { lossKind } from "../losses/losses.ts";
import { type BlockOptions, emitBlock, type Source } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { partsOf } from "../network/parameters.ts";
import { penaltyOf } from "../network/penalty.ts";
import { takeWorkspace, type Workspace } from "../network/workspace.ts";
import { type Direction, emitTangents } from "./emitTangents.ts";

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

/** A list of passes in memory: programs with the row at which each begins. */
interface PassList {
  readonly programs: readonly { readonly written: Written; readonly row: number }[];
  readonly passes: Tensor;
}

/** Runs so many passes from the cursor to their end, and may yield on the way. */
export type Walker = (passes: number, count: number) => Promise<unknown>;

export class HessianWalk {
  /** The direction V; written by the caller. */
  readonly direction: Tensor;
  /** H·V */
  readonly product: Tensor;
  readonly rows: number;
  readonly cursor: Tensor;
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
    this.cursor = fitSpace.cursor;
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
    const blocks = Math.ceil(rows / mostRows);
    const before = arena.mark();
    const spaces = [take(0)];
    const kept = (blocks * (arena.mark() - before)) / 4 <= mostKept;
    if (kept) for (let i = 1; i < blocks; i++) spaces.push(take(i));
    const scale = arena.take("curve.scale", "float32", 1);
    arena.core.set(scale, 1 / (rows * (lossKind(spec.loss).elementwise ? spec.outputs : 1)));
    const penalty = penaltyOf(model, fitSpace);
    const write = (emit: (program: Program) => void) => {
      const program = new Program();
      emit(program);
      return program.write(arena.core, program.take(arena, "program.curve"));
    };
    const clear = write((p) => p.emit("gradientsClear", { gradients, loss: fitSpace.loss, count: gradients.length }));
    const values = [{ written: clear, row: 0 }];
    const cleared = write((p) => {
      for (const vector of [this.product, cross]) p.emit("vectorClear", { vector, count });
    });
    const products = [{ written: cleared, row: 0 }];
    const costs = [{ written: clear, row: 0 }];
    for (let i = 0; i < blocks; i++) {
      const row = i * mostRows;
      const [space, direction] = spaces[kept ? i : 0];
      const block: BlockOptions = {
        rows: Math.min(mostRows, rows - row),
        mode,
        until: "gradients",
        scale,
        ...(masks && { masks }),
      };
      const tangents = new Program();
      const forward = new Program();
      const emitted = emitBlock(forward, model, space, source, block);
      emitTangents(tangents, model, space, source, block, emitted, direction);
      const own = write((p) => p.records.push(...forward.records));
      values.push({ written: own, row });
      if (!kept) products.push({ written: own, row });
      products.push({ written: write((p) => p.records.push(...tangents.records)), row });
      if (withCosts)
        costs.push({ written: write((p) => emitBlock(p, model, space, source, { ...block, until: "loss" })), row });
    }
    values.push({ written: write((p) => penalty.emit(p, true)), row: 0 });
    const summed = write((p) => {
      p.emit("basisCombine", { vector: this.product, basis: cross, coefficients: one, vectors: 1, count });
      penalty.emitTangent(p, this.direction, this.product);
    });
    products.push({ written: summed, row: 0 });
    costs.push({ written: write((p) => penalty.emit(p, false)), row: 0 });
    this.#values = this.#list(values);
    this.#products = this.#list(products);
    this.#costs = this.#list(costs);
    this.at(0);
  }

  #list(programs: PassList["programs"]): PassList {
    return { programs, passes: this.#model.arena.take("passes.curve", "uint32", (programs.length * PASS_BYTES) / 4) };
  }

  /** Moves to the rows from `row` on, in the source's order. */
  at(row: number): void {
    for (const { programs, passes } of [this.#values, this.#products, this.#costs]) {
      const image = programs.flatMap(({ written, row: own }) => [written.address, written.records, row + own, 0]);
      this.#model.core.write(passes, image);
    }
  }

  async #walk({ programs, passes }: PassList, walker: Walker): Promise<void> {
    this.#model.core.fill(this.cursor, 0);
    await walker(passes.address, programs.length);
  }

  #run({ programs, passes }: PassList): void {
    walkWhole(this.#model.core, this.cursor, passes, programs.length);
  }

  #cost(): number {
    const { core } = this.#model;
    return core.get(this.#loss) / this.rows + core.get(this.#loss, 2);
  }

  /** Cost and gradient at θ; must come before products there. */
  async values(walker: Walker): Promise<number> {
    await this.#walk(this.#values, walker);
    return this.#cost();
  }

  /** product ← H·direction */
  async multiply(walker: Walker): Promise<void> {
    await this.#walk(this.#products, walker);
  }

  /** The cost at θ alone; gradients and kept values are lost. */
  async cost(walker: Walker): Promise<number> {
    await this.#walk(this.#costs, walker);
    return this.#cost();
  }

  /** Values and one product without yielding. */
  multiplyNow(): void {
    this.#run(this.#values);
    this.#run(this.#products);
  }
}

// Runs a network over rows block by block, without yielding: for predictions and evaluations.
import type { Arena } from "../core/arena.ts";
import type { Tensor } from "../core/core.ts";
import { PassList } from "../core/passes.ts";
import { Program } from "../core/program.ts";
import type { TargetForm } from "../losses/targets.ts";
import { type Built, emitBlock } from "./emitBlock.ts";
import { tableSource } from "./tableSource.ts";
import type { Workspace } from "./workspace.ts";

/** What a block is computed for: predictions, or the loss against targets of one form. */
type Goal = "predictions" | TargetForm;

interface Prepared {
  readonly memory: Tensor;
  readonly rows: number;
  /** one pass: the program in its memory, of as many records for any number of rows */
  readonly list: PassList;
  readonly outputs: Tensor;
}

/** Walks blocks of one workspace whose rows the caller has written to `inputs` and `targets`. */
export class BlockRunner {
  readonly workspace: Workspace;
  /** rows × features */
  readonly inputs: Tensor;
  /** class numbers, or rows × outputs */
  readonly targets: Tensor;
  readonly #arena: Arena;
  readonly #built: Built;
  readonly #levels: Tensor;
  readonly #programs = new Map<Goal, Prepared>();

  constructor(arena: Arena, built: Built, workspace: Workspace, levels: Tensor) {
    this.#arena = arena;
    this.#built = built;
    this.#levels = levels;
    this.workspace = workspace;
    this.inputs = arena.take("rows", "float32", workspace.rows * built.spec.inputs);
    this.targets = arena.take("rowTargets", "float32", workspace.rows * built.spec.outputs);
    // all programs' memory is taken now, so that a prediction during `fit` takes none
    for (const goal of ["predictions", "values", "classes"] as const) this.#prepare(goal, workspace.rows);
  }

  #prepare(goal: Goal, rows: number): Prepared {
    const known = this.#programs.get(goal);
    if (known?.rows === rows) return known;
    const program = new Program();
    const form = goal === "classes" ? goal : "values";
    const source = tableSource({ levels: this.#levels }, this.inputs, this.targets, form);
    const until = goal === "predictions" ? "predictions" : "loss";
    const { outputs } = emitBlock(program, this.#built, this.workspace, source, {
      rows,
      mode: "evaluation",
      until,
      scale: null,
    });
    const memory = known?.memory ?? program.take(this.#arena, `program.${goal}`);
    const written = program.write(this.#arena.core, memory);
    const { cursor } = this.workspace;
    const list = known?.list ?? new PassList(this.#arena, cursor, `passes.${goal}`).add(written).write();
    const prepared = { memory, rows, list, outputs };
    this.#programs.set(goal, prepared);
    return prepared;
  }

  /** Computes the first `rows` rows; returns where the raw outputs stand. */
  run(goal: Goal, rows: number): Tensor {
    const { list, outputs } = this.#prepare(goal, rows);
    list.run();
    return outputs;
  }
}

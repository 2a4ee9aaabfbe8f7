// One step as passes: clear | blocks | finish. What finishes a step is given.
import type { Tensor } from "../core/core.ts";
import type { PassList } from "../core/passes.ts";
import { type Program, type Written, writeProgram } from "../core/program.ts";
import type { Mode } from "../layers/layer.ts";
import { lossKind } from "../losses/losses.ts";
import { emitBlock, type Source } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { addSum, GROUP_ROWS, GroupTotals, type SumPrograms } from "./rowGroups.ts";

export interface StepOptions {
  readonly mode: Mode;
  readonly masks?: readonly Tensor[];
  /** Emits what follows the gradients of a batch of so many rows. */
  finish(program: Program, batch: number): void;
}

/** Writes the programs of steps of any batch size, each once, and lists their passes. */
export class Steps {
  readonly #model: Model;
  readonly #source: Source;
  readonly #options: StepOptions;
  readonly #written = new Map<string, Written>();
  readonly #scales = new Map<number, Tensor>();
  #totals: GroupTotals | undefined;

  constructor(model: Model, source: Source, options: StepOptions) {
    this.#model = model;
    this.#source = source;
    this.#options = options;
  }

  #write(key: string, emit: (program: Program) => void): Written {
    const known = this.#written.get(key);
    if (known) return known;
    const written = writeProgram(this.#model.arena, `program.${key}`, emit);
    this.#written.set(key, written);
    return written;
  }

  /** float32 [1/batch], over the outputs too where the loss is elementwise. */
  #scale(batch: number): Tensor {
    const known = this.#scales.get(batch);
    if (known) return known;
    const { arena, spec } = this.#model;
    const scale = arena.take(`scale.${batch}`, "float32", 1);
    arena.core.set(scale, 1 / (batch * (lossKind(spec.loss).elementwise ? spec.outputs : 1)));
    this.#scales.set(batch, scale);
    return scale;
  }

  /** The totals of batches of more than one group; taken for the first of them. */
  #totalsOf(batch: number): GroupTotals | null {
    const { arena, theta } = this.#model;
    if (batch <= GROUP_ROWS) return null;
    this.#totals ??= new GroupTotals(arena, theta.length);
    return this.#totals;
  }

  /** Adds the passes of one step over rows `row` … `row + batch − 1`. */
  add(list: PassList, row: number, batch: number, step: number): void {
    const { fitSpace, gradients } = this.#model;
    const { mode, masks, finish } = this.#options;
    const totals = this.#totalsOf(batch);
    const programs: SumPrograms = {
      clear: this.#write(totals ? "clear.totals" : "clear", (program) => {
        program.emit("gradientsClear", { gradients, loss: fitSpace.loss, count: gradients.length });
        totals?.clear(program);
      }),
      block: ({ rows }) => [
        this.#write(`block.${rows}.${batch}`, (program) => {
          const scale = this.#scale(batch);
          const options = { rows, mode, until: "gradients", scale, ...(masks && { masks }) } as const;
          emitBlock(program, this.#model, fitSpace, this.#source, options);
        }),
      ],
      fold: totals && this.#write("fold", (program) => totals.add(program, gradients)),
      finish: this.#write(`finish.${batch}`, (program) => {
        totals?.round(program, gradients);
        finish(program, batch);
      }),
    };
    addSum(list, batch, fitSpace.rows, programs, row, step);
  }
}

// Evaluates the sets of the table in slices, on the same footing: evaluation mode, rows as they stand. Knows no optimizer.
import { PASS_BYTES } from "../../assembly/abi.ts";
import type { Tensor } from "../core/core.ts";
import type { Pace } from "../core/pace.ts";
import { Program, type Written } from "../core/program.ts";
import { lossKind } from "../losses/losses.ts";
import { emitBlock, type Source } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { penaltyOf } from "../network/penalty.ts";
import type { TableSet, Tables } from "../objective/tables.ts";
import { figuresOf, type SetFigures } from "./curve.ts";

interface SetPasses {
  readonly set: TableSet;
  readonly passes: Tensor;
  readonly count: number;
}

export class SetEvaluations {
  readonly #model: Model;
  readonly #sets: readonly SetPasses[];

  constructor(model: Model, tables: Tables, levels: Tensor | null) {
    this.#model = model;
    const { arena, fitSpace } = model;
    const source: Source = {
      inputs: tables.inputs,
      targets: { table: tables.targets, levels, classWeights: null },
      order: null,
    };
    const write = (name: string, emit: (program: Program) => void): Written => {
      const program = new Program();
      emit(program);
      return program.write(arena.core, program.take(arena, name));
    };
    const blocks = new Map<number, Written>();
    const block = (rows: number) => {
      const options = { rows, mode: "evaluation", until: "loss", scale: null } as const;
      const written =
        blocks.get(rows) ?? write(`evaluate.${rows}`, (p) => emitBlock(p, model, fitSpace, source, options));
      blocks.set(rows, written);
      return written;
    };
    const penalty = penaltyOf(model, fitSpace);
    const penalties = penalty.any ? write("evaluate.penalties", (p) => penalty.emit(p, false)) : null;
    this.#sets = tables.sets.map((set) => {
      const image: number[] = [];
      for (let from = 0; from < set.rows; from += fitSpace.rows) {
        const { address, records } = block(Math.min(fitSpace.rows, set.rows - from));
        image.push(address, records, set.first + from, 0);
      }
      if (penalties) image.push(penalties.address, penalties.records, 0, 0);
      const passes = arena.take(`evaluate.${set.name}`, "uint32", image.length);
      arena.core.write(passes, image);
      return { set, passes, count: (image.length * 4) / PASS_BYTES };
    });
  }

  /** Each set's figures; null where `stop` said so on the way. */
  async figures(pace: Pace, stop: () => boolean): Promise<Record<string, SetFigures> | null> {
    const { core, fitSpace, spec } = this.#model;
    const { cursor, loss, correct } = fitSpace;
    const figures: Record<string, SetFigures> = {};
    for (const { set, passes, count } of this.#sets) {
      core.fill(loss, 0);
      core.fill(correct, 0);
      core.fill(cursor, 0);
      await pace.walk(core, cursor.address, passes.address, count, stop);
      if (stop()) return null;
      const right = lossKind(spec.loss).classification ? core.get(correct) : null;
      figures[set.name] = figuresOf(set.rows, core.get(loss, 0), core.get(loss, 1), core.get(loss, 2), right);
    }
    return figures;
  }
}

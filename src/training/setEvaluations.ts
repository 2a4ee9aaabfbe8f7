// Evaluates the sets of the table in slices, on the same footing: evaluation mode, rows as they stand. Knows no optimizer.
import type { Tensor } from "../core/core.ts";
import type { Pace } from "../core/pace.ts";
import { PassList } from "../core/passes.ts";
import { type Written, writeProgram } from "../core/program.ts";
import { lossKind } from "../losses/losses.ts";
import { emitBlock, type Source } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { penaltyOf } from "../network/penalty.ts";
import type { TableSet, Tables } from "../objective/tables.ts";
import { figuresOf, type SetFigures } from "./curve.ts";

interface SetPasses {
  readonly set: TableSet;
  readonly list: PassList;
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
    const blocks = new Map<number, Written>();
    const block = (rows: number) => {
      const options = { rows, mode: "evaluation", until: "loss", scale: null } as const;
      const written =
        blocks.get(rows) ??
        writeProgram(arena, `evaluate.${rows}`, (p) => emitBlock(p, model, fitSpace, source, options));
      blocks.set(rows, written);
      return written;
    };
    const penalty = penaltyOf(model, fitSpace);
    const penalties = penalty.any ? writeProgram(arena, "evaluate.penalties", (p) => penalty.emit(p, false)) : null;
    this.#sets = tables.sets.map((set) => {
      const list = new PassList(arena, fitSpace.cursor, `evaluate.${set.name}`);
      for (let from = 0; from < set.rows; from += fitSpace.rows)
        list.add(block(Math.min(fitSpace.rows, set.rows - from)), set.first + from);
      if (penalties) list.add(penalties);
      return { set, list: list.write() };
    });
  }

  /** Each set's figures; null where `stop` said so on the way. */
  async figures(pace: Pace, stop: () => boolean): Promise<Record<string, SetFigures> | null> {
    const { core, fitSpace, spec } = this.#model;
    const { loss, correct } = fitSpace;
    const figures: Record<string, SetFigures> = {};
    for (const { set, list } of this.#sets) {
      core.fill(loss, 0);
      core.fill(correct, 0);
      await list.walk(pace, stop);
      if (stop()) return null;
      const right = lossKind(spec.loss).classification ? core.get(correct) : null;
      figures[set.name] = figuresOf(set.rows, core.get(loss, 0), core.get(loss, 1), core.get(loss, 2), right);
    }
    return figures;
  }
}

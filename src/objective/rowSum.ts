// A sum over rows that is to be listed as passes: the rows, and what its programs have in common.
import type { Tensor } from "../core/core.ts";
import { OptionError } from "../core/errors.ts";
import { PassList } from "../core/passes.ts";
import { type Program, type Written, writeProgram } from "../core/program.ts";
import type { Mode } from "../layers/layer.ts";
import { lossKind } from "../losses/losses.ts";
import { type BlockOptions, emitBlock, type Source } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { type Penalty, penaltyOf } from "../network/penalty.ts";
import { addSum, type RowBlock, type SumPrograms } from "./rowGroups.ts";

/** Rows in the core's memory: all of them, or those of one block at a time. */
export interface RowSource extends Source {
  /** writes a block's rows to row 0, before it is computed; absent where all rows are there */
  fill?(block: RowBlock): void;
}

export interface RowSum {
  readonly model: Model;
  readonly source: RowSource;
  readonly rows: number;
  /** what the options of all blocks have in common */
  readonly block: Pick<BlockOptions, "mode" | "scale">;
  readonly penalty: Penalty;
  write(emit: (program: Program) => void): Written;
  /** one walk over the sum, from row 0 on */
  list(programs: SumPrograms): PassList;
}

/** float32 [1/rows], over the outputs too where the loss is elementwise. */
export function takeScale({ arena, spec }: Model, rows: number): Tensor {
  const scale = arena.take(`scale.${rows}`, "float32", 1);
  arena.core.set(scale, 1 / (rows * (lossKind(spec.loss).elementwise ? spec.outputs : 1)));
  return scale;
}

/** The programs of blocks that share the workspace of fit, one for each number of rows. */
export function blocksBySize(
  { model, source, block, write }: RowSum,
  until: "loss" | "gradients",
): (block: RowBlock) => readonly Written[] {
  const { mode, scale } = block;
  const known: { readonly rows: number; readonly programs: readonly Written[] }[] = [];
  return ({ rows }) => {
    const found = known.find((one) => one.rows === rows);
    if (found) return found.programs;
    const programs = [write((p) => emitBlock(p, model, model.fitSpace, source, { rows, mode, until, scale }))];
    known.push({ rows, programs });
    return programs;
  };
}

/** @throws {OptionError} in training mode on more rows than a block has, where a layer couples them */
export function rowSum(model: Model, source: RowSource, rows: number, mode: Mode): RowSum {
  const { arena, fitSpace, layers } = model;
  const coupling = layers.findIndex(({ couplesRows }) => couplesRows);
  if (coupling >= 0 && mode !== "evaluation" && rows > fitSpace.rows)
    throw new OptionError({
      where: typeof mode === "object" ? "masks" : "fit.batchSize",
      received: rows,
      expected: `at most ${fitSpace.rows} rows, since layers[${coupling}] (${layers[coupling].description.kind}) couples them`,
    });
  return {
    model,
    source,
    rows,
    block: { mode, scale: takeScale(model, rows) },
    penalty: penaltyOf(model, fitSpace),
    write: (emit) => writeProgram(arena, "program.objective", emit),
    list(programs) {
      const list = new PassList(arena, fitSpace.cursor, "passes.objective");
      addSum(list, rows, fitSpace.rows, programs, 0, 0, source.fill !== undefined);
      return list.write();
    },
  };
}

// Rows of a data set that is not in the core's memory as a whole: each block is checked and written before it is computed.
import type { Tensor } from "../core/core.ts";
import type { Dataset } from "../data/dataset.ts";
import type { ReadTargets } from "../losses/targets.ts";
import type { Model } from "../network/model.ts";
import { tableSource, targetsFor } from "../network/tableSource.ts";
import type { RowBlock } from "./rowGroups.ts";
import type { RowSource } from "./rowSum.ts";

/**
 * Writes one block's rows to `inputs` and `targets`, as the network computes with them.
 * @returns the targets
 * @throws {DataError} naming row and column of a number that is not finite or no target
 */
export function writeBlock(
  where: string,
  model: Model,
  data: Dataset,
  { form, perRow }: ReadTargets,
  { from, rows }: Pick<RowBlock, "from" | "rows">,
  tables: { readonly inputs: Tensor; readonly targets: Tensor },
): Float32Array {
  const { core, spec } = model;
  const to = from + rows;
  core.write(tables.inputs, model.rows(where, data.inputs.subarray(from * spec.inputs, to * spec.inputs)).values);
  const values = data.targets.subarray(from * perRow, to * perRow);
  const targets = targetsFor(`${where}.targets`, model, form, values, from);
  core.write(tables.targets, targets);
  return targets;
}

/** Takes memory for one block. */
export function blockSource(where: string, model: Model, data: Dataset, read: ReadTargets): RowSource {
  const { arena, fitSpace, shared, spec } = model;
  const most = Math.min(fitSpace.rows, data.rows);
  const inputs = arena.take("block.rows", "float32", most * spec.inputs, { zeroed: false });
  const targets = arena.take("block.targets", "float32", most * read.perRow, { zeroed: false });
  return {
    ...tableSource(shared, inputs, targets, read.form),
    fill(block) {
      writeBlock(where, model, data, read, block, { inputs, targets });
    },
  };
}

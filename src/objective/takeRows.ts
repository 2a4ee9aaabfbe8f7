// The rows, targets and masks of one call: checked, and written to memory.
import type { Tensor } from "../core/core.ts";
import { ShapeError } from "../core/errors.ts";
import { checked, value } from "../core/options.ts";
import { isArrayLike, type Numbers } from "../data/table.ts";
import { everyLayer } from "../layers/chain.ts";
import type { LayerMasks, Mode } from "../layers/layer.ts";
import { targetForm } from "../losses/targets.ts";
import type { Source } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { tableSource, targetsFor } from "../network/tableSource.ts";

export interface GradientOptions {
  /** One per dropout layer, rows × units, 1 = kept: then training mode with these. */
  readonly masks?: readonly ArrayLike<number>[];
}

/** The rows of one call, in memory above the arena's mark. */
export interface TakenRows {
  readonly source: Source;
  readonly rows: number;
  /** evaluation mode; with masks, training mode with these */
  readonly mode: Mode;
}

const rules = { masks: value<GradientOptions["masks"]>(undefined, "masks") };

/** Targets one after another. @throws {ShapeError} on ragged rows */
function flat(where: string, values: Numbers): ArrayLike<number> {
  if (!isArrayLike(values)) throw new ShapeError({ where, received: values, expected: "numbers, or rows of numbers" });
  const [first] = values as readonly unknown[];
  if (!isArrayLike(first)) return values as ArrayLike<number>;
  return Array.from(values as readonly (readonly number[])[], (row, r) => {
    if (row?.length === first.length) return Array.from(row);
    const expected = `${first.length} values, as row 0 has`;
    throw new ShapeError({ where: `${where}, row ${r}`, received: row, expected });
  }).flat();
}

function takeMasks(where: string, model: Model, rows: number, masks: readonly ArrayLike<number>[]): LayerMasks {
  const masked = everyLayer(model.layers).flatMap(({ layer }) =>
    (layer.masks ?? []).map((units) => ({ layer, units })),
  );
  if (!Array.isArray(masks) || masks.length !== masked.length) {
    throw new ShapeError({
      where: `${where}.masks`,
      received: masks,
      expected: `${masked.length} masks, one per dropout layer`,
    });
  }
  const tables = new Map<object, readonly Tensor[]>();
  for (const [i, { layer, units }] of masked.entries()) {
    const mask = masks[i];
    const path = `${where}.masks[${i}]`;
    if (mask?.length !== rows * units) {
      throw new ShapeError({
        where: path,
        received: mask,
        expected: `${rows} rows × ${units} units of 0 and 1`,
      });
    }
    for (let at = 0; at < mask.length; at++) {
      if (mask[at] !== 0 && mask[at] !== 1)
        throw new ShapeError({ where: `${path}[${at}]`, received: mask[at], expected: "0 or 1" });
    }
    const table = model.arena.take(`mask.${i}`, "float32", mask.length, { zeroed: false });
    model.core.write(table, mask);
    tables.set(layer, [...(tables.get(layer) ?? []), table]);
  }
  return tables;
}

/** Checks rows, targets and masks and writes them to memory. Nothing is taken before all is checked. */
export function takeRows(
  where: string,
  model: Model,
  inputs: Numbers,
  targets: Numbers,
  options: GradientOptions,
): TakenRows {
  const { spec, arena, core, shared } = model;
  const { masks: received } = checked(where, options, rules);
  const { values, rows } = model.rows(where, inputs);
  const flatTargets = flat(`${where}.targets`, targets);
  const { form } = targetForm(`${where}.targets`, spec.loss, flatTargets.length, rows, spec.outputs, false);
  const read = targetsFor(`${where}.targets`, model, form, flatTargets, 0);
  const mode = received ? takeMasks(where, model, rows, received) : "evaluation";
  const take = (name: string, numbers: Float32Array) => {
    const table = arena.take(name, "float32", numbers.length, { zeroed: false });
    core.write(table, numbers);
    return table;
  };
  const source = tableSource(shared, take("rows", values), take("targets", read), form);
  return { source, rows, mode };
}

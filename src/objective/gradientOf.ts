// The cost and its gradient for given rows. Knows no optimizer.
import type { Tensor } from "../core/core.ts";
import { ShapeError } from "../core/errors.ts";
import { checked, value } from "../core/options.ts";
import { PassList } from "../core/passes.ts";
import type { Numbers } from "../data/table.ts";
import { isArrayLike } from "../data/table.ts";
import { readTargets, standardiseTargets, targetForm } from "../losses/targets.ts";
import type { Source } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { penaltyOf } from "../network/penalty.ts";
import { Steps } from "./steps.ts";

export interface GradientOptions {
  /** One per dropout layer, rows × units, 1 = kept: then training mode with these. */
  readonly masks?: readonly ArrayLike<number>[];
}

/** Rows, targets and masks of one call, in memory above the arena's mark. */
export interface GivenRows {
  readonly source: Source;
  readonly rows: number;
  readonly masks?: readonly Tensor[];
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

function takeMasks(where: string, model: Model, rows: number, masks: readonly ArrayLike<number>[]): readonly Tensor[] {
  const masked = model.layers.flatMap((layer) => layer.masks ?? []);
  if (!Array.isArray(masks) || masks.length !== masked.length) {
    throw new ShapeError({
      where: `${where}.masks`,
      received: masks,
      expected: `${masked.length} masks, one per dropout layer`,
    });
  }
  return masked.map((units, i) => {
    const mask = masks[i];
    const place = `${where}.masks[${i}]`;
    if (mask?.length !== rows * units) {
      throw new ShapeError({
        where: place,
        received: mask,
        expected: `${rows} rows × ${units} units of 0 and 1`,
      });
    }
    for (let at = 0; at < mask.length; at++) {
      if (mask[at] !== 0 && mask[at] !== 1)
        throw new ShapeError({ where: `${place}[${at}]`, received: mask[at], expected: "0 or 1" });
    }
    const table = model.arena.take(`mask.${i}`, "float32", mask.length, { zeroed: false });
    model.core.write(table, mask);
    return table;
  });
}

/** Checks rows, targets and masks and writes them to memory. Nothing is taken before all is checked. */
export function takeGivenRows(
  where: string,
  model: Model,
  inputs: Numbers,
  targets: Numbers,
  options: GradientOptions,
): GivenRows {
  const { spec, arena, core, shared } = model;
  const given = checked(where, options, rules);
  const { values, rows } = model.rows(where, inputs);
  const goals = flat(`${where}.targets`, targets);
  const { form } = targetForm(`${where}.targets`, spec.loss, goals.length, rows, spec.outputs, false);
  const read = readTargets(`${where}.targets`, spec.loss, form, spec.outputs, goals, 0);
  const masks = given.masks && takeMasks(where, model, rows, given.masks);
  const table = arena.take("rows", "float32", values.length, { zeroed: false });
  core.write(table, values);
  const targetTable = arena.take("targets", "float32", read.length, { zeroed: false });
  core.write(targetTable, form === "values" ? standardiseTargets(model.standardizer, read) : read);
  const levels = form === "classes" ? shared.levels : null;
  const source = { inputs: table, targets: { table: targetTable, levels, classWeights: null }, order: null };
  return { source, rows, ...(masks && { masks }) };
}

/**
 * The cost (penalties included) and its gradient. Evaluation mode; with masks, training mode with these.
 * @throws {ShapeError | DataError} on rows, targets or masks that do not fit
 */
export function gradientOf(model: Model, inputs: Numbers, targets: Numbers, options: GradientOptions = {}) {
  model.requireFree("gradient");
  const { arena, core, fitSpace, gradients } = model;
  const mark = arena.mark();
  try {
    const { source, rows, masks } = takeGivenRows("gradient", model, inputs, targets, options);
    const penalty = penaltyOf(model, fitSpace);
    const costs = arena.take("costs", "float32", 1);
    const steps = new Steps(model, source, {
      mode: masks ? "masked" : "evaluation",
      ...(masks && { masks }),
      finish(program, batch) {
        penalty.emit(program, true);
        program.emit("costNote", { costs, loss: fitSpace.loss, cursor: fitSpace.cursor, rows: batch });
      },
    });
    const list = new PassList(arena, fitSpace.cursor, "passes");
    steps.add(list, 0, rows, 0);
    list.write().run();
    const cost = core.get(fitSpace.loss) / rows + core.get(fitSpace.loss, 2);
    return { cost, gradient: core.read(gradients) as Float32Array };
  } finally {
    arena.release(mark);
  }
}

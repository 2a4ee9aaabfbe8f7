// Where the rows of a block come from, made in one place: tables of inputs and targets, and what the targets are.
import type { Tensor } from "../core/core.ts";
import type { Standardizer } from "../data/isStandardizer.ts";
import { readTargets, standardiseTargets, type TargetForm } from "../losses/targets.ts";
import type { Source } from "./emitBlock.ts";
import type { Spec } from "./spec.ts";
import type { Shared } from "./workspace.ts";

/** Rows as they stand in tables, unless an order is given; all classes count 1, unless they have weights. */
export function tableSource(
  { levels }: Pick<Shared, "levels">,
  inputs: Tensor,
  targets: Tensor,
  form: TargetForm,
  { order = null, classWeights = null }: { readonly order?: Tensor | null; readonly classWeights?: Tensor | null } = {},
): Source {
  return { inputs, targets: { table: targets, levels: form === "classes" ? levels : null, classWeights }, order };
}

/** Targets as a source's table holds them: checked, and values standardised where the network has figures of targets. */
export function targetsFor(
  where: string,
  { spec, standardizer }: { readonly spec: Spec; readonly standardizer: Standardizer | undefined },
  form: TargetForm,
  values: ArrayLike<number>,
  firstRow: number,
): Float32Array {
  const read = readTargets(where, spec.loss, form, spec.outputs, values, firstRow);
  return form === "values" ? standardiseTargets(standardizer, read) : read;
}

// Loss, cost, accuracy and confusion of a data set in evaluation mode. Knows no training.
import { OptionError, ShapeError } from "../core/errors.ts";
import { checkDataset, type Dataset } from "../data/dataset.ts";
import { lossKind } from "../losses/losses.ts";
import { classCount, type ReadTargets, readTargets, standardiseTargets, targetForm } from "../losses/targets.ts";
import type { Model } from "../network/model.ts";

export interface Evaluation {
  /** the mean over the rows, without penalty */
  readonly loss: number;
  /** with penalty */
  readonly cost: number;
  /** the share of rows whose class is predicted right; classification losses only */
  readonly accuracy?: number;
  /** rows by true class (first) and predicted class (second); where the data has classes */
  readonly confusion?: readonly (readonly number[])[];
}

/**
 * Checks that a data set fits this network.
 * @param names  the classes it must have where it names any; default the network's
 * @throws {ShapeError | OptionError} naming what does not fit
 */
export function requireFits(
  where: string,
  model: Model,
  value: Dataset,
  names: readonly string[] | undefined = model.classes,
): { data: Dataset; form: ReadTargets } {
  const data = checkDataset(where, value);
  const { spec } = model;
  if (data.rows === 0) throw new ShapeError({ where, received: "0 rows", expected: "at least one row" });
  if (data.features !== spec.inputs) {
    throw new ShapeError({
      where: `${where}.features`,
      received: data.features,
      expected: `${spec.inputs}, the network's inputs`,
    });
  }
  if (model.standardizer && data.standardised) {
    throw new OptionError({
      where,
      received: "data that a standardizer has been applied to",
      expected: "raw data, since the network has a standardizer of its own",
      hint: "Give the data as it was before `apply`.",
    });
  }
  if (data.classes) {
    const count = classCount(spec.outputs);
    if (data.classes.length !== count) {
      const hint = `The last layer should have ${data.classes.length === 2 ? "2 units, or 1" : `${data.classes.length} units`}.`;
      throw new ShapeError({
        where: `${where}.classes`,
        received: `${data.classes.length} classes`,
        expected: `${count} classes`,
        hint,
      });
    }
    const other = names?.findIndex((name, i) => name !== data.classes?.[i]) ?? -1;
    if (other >= 0) {
      const expected = `the ${model.classes ? "network" : "training data"}'s classes: ${names?.slice(0, 20).join(", ")}`;
      throw new OptionError({ where: `${where}.classes[${other}]`, received: data.classes[other], expected });
    }
  }
  const isClasses = data.classes !== undefined;
  const form = targetForm(`${where}.targets`, spec.loss, data.targets.length, data.rows, spec.outputs, isClasses);
  return { data, form };
}

/** The class that one row of raw outputs chooses: the largest, the first of equals; one output above 0. */
export function chosen(outputs: ArrayLike<number>, at: number, width: number): number {
  if (width === 1) return outputs[at] > 0 ? 1 : 0;
  let best = 0;
  for (let c = 1; c < width; c++) if (outputs[at + c] > outputs[at + best]) best = c;
  return best;
}

/** λ₁‖W‖₁ + ½λ₂‖W‖², in float64. */
export function penaltyValue(model: Model): number {
  let penalty = 0;
  for (const { variable, from, length } of model.placed) {
    if (!variable.penalty) continue;
    let absolute = 0;
    let squares = 0;
    for (const w of model.core.read(model.theta, from, length)) {
      absolute += Math.abs(w);
      squares += w * w;
    }
    penalty += variable.penalty.l1 * absolute + 0.5 * variable.penalty.l2 * squares;
  }
  return penalty;
}

/** Evaluates a data set; allowed while `fit` runs. */
export function evaluate(model: Model, value: Dataset): Evaluation {
  model.requireAlive("evaluate");
  const { data, form } = requireFits("evaluate", model, value);
  const { spec, blocks, core } = model;
  const { workspace } = blocks;
  const width = spec.outputs;
  const classification = lossKind(spec.loss).classification;
  const count = classCount(width);
  const confusion =
    classification && form.form === "classes"
      ? Array.from({ length: count }, () => Array<number>(count).fill(0))
      : null;
  core.fill(workspace.loss, 0);
  core.fill(workspace.correct, 0);
  for (let at = 0; at < data.rows; at += workspace.rows) {
    const rows = Math.min(workspace.rows, data.rows - at);
    const inputs = model.rows("evaluate", data.inputs.subarray(at * spec.inputs, (at + rows) * spec.inputs)).values;
    const part = data.targets.subarray(at * form.perRow, (at + rows) * form.perRow);
    const targets = readTargets("evaluate.targets", spec.loss, form.form, width, part, at);
    core.write(blocks.inputs, inputs);
    core.write(blocks.targets, form.form === "values" ? standardiseTargets(model.standardizer, targets) : targets);
    const outputs = blocks.run(form.form, rows);
    if (confusion === null) continue;
    const raw = core.read(outputs, 0, rows * width);
    for (let r = 0; r < rows; r++) confusion[targets[r]][chosen(raw, r * width, width)] += 1;
  }
  const loss = core.get(workspace.loss) / data.rows;
  return {
    loss,
    cost: loss + penaltyValue(model),
    ...(classification ? { accuracy: core.get(workspace.correct) / data.rows } : {}),
    ...(confusion === null ? {} : { confusion }),
  };
}

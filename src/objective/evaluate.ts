// Loss, cost, accuracy and confusion of a data set in evaluation mode, block by block. Allowed while `fit` runs.
import { runNow } from "../core/runNow.ts";
import type { Dataset } from "../data/dataset.ts";
import { lossKind } from "../losses/losses.ts";
import { classCount } from "../losses/targets.ts";
import type { Model } from "../network/model.ts";
import { penaltyOf } from "../network/penalty.ts";
import { writeBlock } from "./blockSource.ts";
import { requireFits } from "./requireFits.ts";
import { blocksOf } from "./rowGroups.ts";
import { clearSums, setFigures } from "./setFigures.ts";

export interface Evaluation {
  /** the mean over the rows, without penalty */
  readonly loss: number;
  /** with penalty */
  readonly cost: number;
  /** the share of rows whose class is predicted right; classification losses only */
  readonly accuracy?: number;
  /** rows by true class (first) and predicted class (second); where the data has classes, at most 2,048 of them */
  readonly confusion?: readonly (readonly number[])[];
}

/** A confusion matrix of more classes would take more memory than the network. */
const MOST_CLASSES = 2048;

/** The class that one row of raw outputs chooses: the largest, the first of equals; one output above 0. */
export function chosen(outputs: ArrayLike<number>, at: number, width: number): number {
  if (width === 1) return outputs[at] > 0 ? 1 : 0;
  let best = 0;
  for (let c = 1; c < width; c++) if (outputs[at + c] > outputs[at + best]) best = c;
  return best;
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
    classification && form.form === "classes" && count <= MOST_CLASSES
      ? Array.from({ length: count }, () => Array<number>(count).fill(0))
      : null;
  clearSums(model, workspace);
  for (const block of blocksOf(data.rows, workspace.rows)) {
    const targets = writeBlock("evaluate", model, data, form, block, blocks);
    const outputs = blocks.run(form.form, block.rows);
    if (confusion === null) continue;
    const raw = core.read(outputs, 0, block.rows * width);
    for (let r = 0; r < block.rows; r++) confusion[targets[r]][chosen(raw, r * width, width)] += 1;
  }
  const penalty = penaltyOf(model, workspace);
  if (penalty.any) runNow(model.arena, (program) => penalty.emit(program, false));
  const { loss, cost, accuracy } = setFigures(model, workspace, data.rows);
  return {
    loss,
    cost,
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(confusion === null ? {} : { confusion }),
  };
}

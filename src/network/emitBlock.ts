// The one function that turns a network into records: gather | forward | probabilities | targets | loss | backward.
import type { Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import { emitBackward, emitForward } from "../layers/chain.ts";
import type { Layer, Mode } from "../layers/layer.ts";
import { lossKind } from "../losses/losses.ts";
import type { Spec } from "./spec.ts";
import type { Workspace } from "./workspace.ts";

/** Where rows come from. */
export interface Source {
  /** rows × features */
  readonly inputs: Tensor;
  /** null where only predictions are wanted */
  readonly targets: Targets | null;
  /** uint32 row numbers; null: rows as they stand */
  readonly order: Tensor | null;
}

export interface Targets {
  /** class numbers, or rows × outputs values */
  readonly table: Tensor;
  /** what class numbers become; null where the table holds values */
  readonly levels: Tensor | null;
  /** float32 per class; null where all count 1 */
  readonly classWeights: Tensor | null;
}

export type Until = "predictions" | "loss" | "gradients";

export interface BlockOptions {
  readonly rows: number;
  readonly mode: Mode;
  readonly until: Until;
  /** float32 [1/(rows of the batch)], or that over the outputs too; only for gradients */
  readonly scale: Tensor | null;
}

export interface Built {
  readonly spec: Spec;
  readonly layers: readonly Layer[];
}

/** Where a block's numbers stand. */
export interface Emitted {
  /** the last layer's raw outputs */
  readonly outputs: Tensor;
  /** probabilities, or the raw outputs where the loss has no link */
  readonly probabilities: Tensor;
}

/** Emits one block; the workspace's chain then says where each layer's numbers stand. */
export function emitBlock(
  program: Program,
  { spec }: Pick<Built, "spec">,
  w: Workspace,
  source: Source,
  options: BlockOptions,
): Emitted {
  const { rows, mode, until, scale } = options;
  const { cursor } = w;
  const width = spec.outputs;
  const loss = lossKind(spec.loss);
  const { lossParameter: parameter } = w;
  program.emit("gatherRows", {
    outputs: w.inputs,
    table: source.inputs,
    order: source.order,
    cursor,
    rows,
    width: spec.inputs,
  });
  const outputs = emitForward(program, w.chain, w.inputs, rows, mode);
  let probabilities = outputs;
  if (loss.link && until !== "loss") {
    probabilities = w.probabilities;
    program.emit(loss.link, { probabilities, logits: outputs, rows, width });
  }
  const emitted: Emitted = { outputs, probabilities };
  if (until === "predictions" || source.targets === null) return emitted;

  const { table, levels, classWeights } = source.targets;
  const { targets } = w;
  const { order } = source;
  if (levels) program.emit("gatherClasses", { targets, table, order, levels, cursor, rows, width });
  else program.emit("gatherRows", { outputs: targets, table, order, cursor, rows, width });
  const rowWeights = classWeights ? w.rowWeights : null;
  if (classWeights) program.emit("gatherWeights", { rowWeights, table, order, classWeights, cursor, rows });
  program.emit(loss.forward, { loss: w.loss, predictions: outputs, targets, rowWeights, parameter, rows, width });
  if (until === "loss") {
    if (loss.classification)
      program.emit("accuracyForward", { correct: w.correct, predictions: outputs, targets, rows, width });
    return emitted;
  }
  const gradients = w.outputGradients as Tensor;
  program.emit(loss.backward, {
    gradients,
    predictions: outputs,
    probabilities,
    targets,
    rowWeights,
    scale,
    parameter,
    rows,
    width,
  });
  emitBackward(program, w.chain, gradients, rows, mode);
  return emitted;
}

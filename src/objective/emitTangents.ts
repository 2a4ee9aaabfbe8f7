// The tangent program of one block: what a direction in θ does to outputs, loss and gradients.
import type { Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import { type ChainDirection, emitTangentBackward, emitTangentForward } from "../layers/chain.ts";
import { lossKind } from "../losses/losses.ts";
import type { BlockOptions, Built, Emitted, Source } from "../network/emitBlock.ts";
import type { Workspace } from "../network/workspace.ts";

/** A direction V in θ, and H·V, by layer and parameter. */
export interface Direction extends ChainDirection {
  /** rows × outputs: tangents of ∂cost/∂outputs */
  readonly outputGradientTangents: Tensor;
}

/** Emits the tangent passes of a block after `emitted`, which holds its numbers: adds the block's share of H·V to the products. */
export function emitTangents(
  program: Program,
  { spec, layers }: Built,
  w: Workspace,
  source: Source,
  options: BlockOptions,
  emitted: Emitted,
  direction: Direction,
): void {
  const { rows, mode, scale } = options;
  const loss = lossKind(spec.loss);
  const width = spec.outputs;
  const { outputs, probabilities } = emitted;
  const chain = { layers, tensors: w.layers };
  const { outputTangents, ...tangents } = emitTangentForward(program, chain, emitted, direction, null, rows, mode);
  if (outputTangents === null) return; // no layer has parameters
  const gradientTangents = direction.outputGradientTangents;
  if (loss.tangent) {
    program.emit(loss.tangent, {
      gradientTangents,
      predictionTangents: outputTangents,
      predictions: outputs,
      probabilities,
      targets: w.targets,
      rowWeights: source.targets?.classWeights ? w.rowWeights : null,
      scale,
      parameter: w.lossParameter,
      rows,
      width,
    });
  } else program.emit("vectorClear", { vector: gradientTangents, count: rows * width });
  emitTangentBackward(program, tangents, gradientTangents, rows, mode);
}

// The tangent program of one block: what a direction in θ does to outputs, loss and gradients.
import type { Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import { emitTangentBackward, emitTangentForward } from "../layers/chain.ts";
import { lossKind } from "../losses/losses.ts";
import type { BlockOptions, Built, Emitted, Source } from "../network/emitBlock.ts";
import type { Workspace } from "../network/workspace.ts";

/**
 * Emits the tangent passes of a block after `emitted`, which holds its numbers: adds the block's share of H·V to the products.
 * @param gradientTangents  rows × outputs, for the tangents of ∂cost/∂outputs
 */
export function emitTangents(
  program: Program,
  { spec }: Pick<Built, "spec">,
  w: Workspace,
  source: Source,
  options: BlockOptions,
  emitted: Emitted,
  gradientTangents: Tensor,
): void {
  const { rows, mode, scale } = options;
  const loss = lossKind(spec.loss);
  const width = spec.outputs;
  const { outputs, probabilities } = emitted;
  const outputTangents = emitTangentForward(program, w.chain, null, rows, mode);
  if (outputTangents === null) return; // no layer has parameters
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
  emitTangentBackward(program, w.chain, gradientTangents, rows, mode);
}

// The tangent program of one block: what a direction in θ does to outputs, loss and gradients. Knows no layer in particular.
import type { Tensor } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { TangentTensors } from "../layers/layer.ts";
import { lossKind } from "../losses/losses.ts";
import type { BlockOptions, Emitted, Parts, Source } from "../network/emitBlock.ts";
import type { Workspace } from "../network/workspace.ts";

/** A direction V in θ, and H·V, by layer and parameter. */
export interface Direction {
  readonly directions: readonly Readonly<Record<string, Tensor>>[];
  readonly products: readonly Readonly<Record<string, Tensor>>[];
  readonly crossProducts: readonly Readonly<Record<string, Tensor>>[];
  /** rows × outputs: tangents of ∂cost/∂outputs */
  readonly outputGradientTangents: Tensor;
}

/** Emits the tangent passes of a block after `emitted`, which holds its numbers: adds the block's share of H·V to the products. */
export function emitTangents(
  program: Program,
  { spec, layers }: Parts,
  w: Workspace,
  source: Source,
  options: BlockOptions,
  emitted: Emitted,
  { directions, products, crossProducts, outputGradientTangents }: Direction,
): void {
  const { rows, mode, scale } = options;
  const loss = lossKind(spec.loss);
  const width = spec.outputs;
  const first = layers.findIndex((layer) => layer.parameters.length > 0);
  const tensors: TangentTensors[] = [];
  let tangents: Tensor | null = null;
  for (const [i, layer] of layers.entries()) {
    const own = w.layers[i];
    tensors.push({
      ...own,
      inputs: emitted.given[i],
      directions: directions[i],
      products: products[i],
      crossProducts: crossProducts[i],
      inputTangents: tangents,
      outputGradients: emitted.sent[i],
      inputGradientTangents: own.inputGradients && (own.buffers.inputGradientTangents ?? null),
    });
    tangents = layer.tangentForward(program, tensors[i], rows, mode);
  }
  if (tangents === null) return; // no layer has parameters
  let gradientTangents = outputGradientTangents;
  if (loss.tangent) {
    program.emit(loss.tangent, {
      gradientTangents,
      predictionTangents: tangents,
      predictions: emitted.outputs,
      probabilities: emitted.probabilities,
      targets: w.targets,
      rowWeights: source.targets?.classWeights ? w.rowWeights : null,
      scale,
      parameter: w.lossParameter,
      rows,
      width,
    });
  } else program.emit("vectorClear", { vector: gradientTangents, count: rows * width });
  for (let i = layers.length - 1; i >= Math.max(0, first); i--) {
    gradientTangents = layers[i].tangentBackward(program, tensors[i], gradientTangents, rows, mode);
  }
}

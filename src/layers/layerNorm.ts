// Layer normalisation: the last axis of each row to mean 0 and variance 1, then a gain and a bias per element.
import { checked, positive } from "../core/options.ts";
import { shapeText, sizeOf } from "../core/shape.ts";
import type { Layer, LayerContext, LayerDescription, LayerKind } from "./layer.ts";

export interface LayerNormOptions {
  readonly epsilon?: number;
}

export interface LayerNorm extends LayerDescription {
  readonly kind: "layerNorm";
  readonly epsilon: number;
}

const rules = () => ({ epsilon: positive(1e-5) });

const describe = (where: string, options: LayerNormOptions): LayerNorm =>
  Object.freeze({ kind: "layerNorm", ...checked(where, options, rules()) });

/**
 * Layer normalisation: y = γ·(x − μ)/√(σ² + ε) + β, with mean μ and variance σ² (1/n) over the last axis of each row: all of a
 * flat row, the channels at each place of a shaped one. γ begins at 1, β at 0; both are trained and never penalised.
 *
 * @param options.epsilon  ε > 0; default 1e-5
 * @returns a frozen description
 * @throws {OptionError} when ε ≤ 0 or not finite, or on an unknown option
 * @example const layers = [dense(64), layerNorm(), activation("relu"), dense(10)];
 * @see Ba, Kiros & Hinton 2016, Layer normalization, equations 3 and 4
 * Differs: Keras's default ε is 1e-3.
 */
export function layerNorm(options: LayerNormOptions = {}): LayerNorm {
  return describe("layerNorm", options);
}

/** The tangent passes over `places` groups of `width` numbers in each row. */
const tangentPasses = (places: number, width: number): Pick<Layer, "tangentForward" | "tangentBackward"> => ({
  tangentForward(program, { inputTangents, buffers, variables, directions }, rows) {
    const { normalised, scales, normalisedTangents, scaleTangents, outputTangents } = buffers;
    const direction = { gainDirections: directions.gains, biasDirections: directions.biases };
    const tangents = { outputTangents, normalisedTangents, scaleTangents, inputTangents };
    const operands = { ...tangents, normalised, scales, gains: variables.gains, ...direction };
    program.emit("layerNormTangent", { ...operands, rows: rows * places, width });
    return outputTangents;
  },
  tangentBackward(program, t, gradientTangents, rows) {
    const { normalised, scales, normalisedTangents, scaleTangents, products } = t.buffers;
    const { outputGradients, inputTangents } = t;
    const counts = { rows: rows * places, width };
    // (H·V)_γ = Σ R{g}·x̂ + g·R{x̂}
    const sum = { gainGradients: t.products.gains, outputGradients: gradientTangents, normalised };
    program.emit("layerNormGainBackward", { ...sum, ...counts });
    if (inputTangents) {
      const cross = { gainGradients: t.crossProducts.gains, outputGradients, normalised: normalisedTangents };
      program.emit("layerNormGainBackward", { ...cross, ...counts });
    }
    const bias = { biasGradients: t.products.biases, outputGradients: gradientTangents };
    program.emit("denseBiasBackward", { ...bias, rows: counts.rows, outputWidth: width });
    if (t.inputGradients === null) return gradientTangents;
    const kept = { outputGradients, normalised, normalisedTangents, scales, scaleTangents, products };
    const gain = { gains: t.variables.gains, gainDirections: t.directions.gains };
    program.emit("layerNormInputTangent", { gradientTangents, ...kept, ...gain, ...counts });
    return gradientTangents;
  },
});

function build(description: LayerNorm, { input }: LayerContext): Layer {
  const width = input[input.length - 1];
  const size = sizeOf(input);
  const places = size / width;
  return {
    description,
    title: `layerNorm ${shapeText(input)}`,
    input,
    output: input,
    variables: [
      { name: "gains", shape: [width], role: "trained", initializer: { name: "constant", value: 1 } },
      { name: "biases", shape: [width], role: "trained" },
    ],
    buffers: { normalised: size, scales: places },
    tangentBuffers: {
      normalisedTangents: size,
      scaleTangents: places,
      outputTangents: size,
      sentGradients: size,
      products: width,
    },
    constants: { epsilon: { type: "float32", values: [description.epsilon] } },
    workPerRow: 16 * size,
    forward(program, { inputs, outputs, variables, buffers, constants }, rows) {
      const { normalised, scales } = buffers;
      const { gains, biases } = variables;
      const { epsilon } = constants;
      const operands = { outputs, normalised, scales, inputs, gains, biases, epsilon };
      program.emit("layerNormForward", { ...operands, rows: rows * places, width });
      return outputs;
    },
    backward(program, t, outputGradients, rows) {
      const { normalised, scales } = t.buffers;
      const of = { outputGradients, normalised, rows: rows * places, width };
      const { gains, biases } = t.gradients;
      program.emit("layerNormGainBackward", { gainGradients: gains, ...of });
      const bias = { outputGradients, rows: rows * places, outputWidth: width };
      program.emit("denseBiasBackward", { biasGradients: biases, ...bias });
      if (t.inputGradients === null) return outputGradients;
      // in place, but where tangents will ask for ∂cost/∂outputs once more
      const inputGradients = t.buffers.sentGradients ?? outputGradients;
      program.emit("layerNormBackward", { inputGradients, scales, gains: t.variables.gains, ...of });
      return inputGradients;
    },
    ...tangentPasses(places, width),
  };
}

export const layerNormKind: LayerKind<LayerNorm> = {
  describe: (where, { kind: _, ...options }) => describe(where, options),
  build,
};

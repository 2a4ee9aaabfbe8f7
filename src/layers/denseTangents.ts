// The dense layer's tangent passes. Pearlmutter 1994, Fast exact multiplication by the Hessian, section 3:
//   Ṡ = Ẋ·Wᵀ + X·Vᵀ + v   Ẏ = f′(S)·Ṡ   R{∂S} = f′(S)·R{∂Y} + f″(S)·Ṡ·∂Y
//   (HV)_W = R{∂S}ᵀ·X + ∂Sᵀ·Ẋ   (HV)_b = Σ R{∂S}   R{∂X} = R{∂S}·W + ∂S·V
import type { kindOfActivation } from "../activations/activations.ts";
import type { Layer } from "./layer.ts";

export interface DenseShape {
  readonly kind: ReturnType<typeof kindOfActivation>;
  readonly bias: boolean;
  readonly keepsInputs: boolean;
  readonly inputWidth: number;
  readonly outputWidth: number;
}

const forwardTangents =
  ({ kind, keepsInputs, bias: _, ...widths }: DenseShape): Layer["tangentForward"] =>
  (program, t, rows) => {
    const { inputs, inputTangents, outputs, scratch, directions, variables } = t;
    const { sumTangents, outputTangents, sums } = t.buffers;
    const { weights, biases = null } = directions;
    program.emit("denseForward", { outputs: sumTangents, inputs, weights, biases, scratch, rows, ...widths });
    if (inputTangents) {
      const operands = { outputTangents: sumTangents, inputTangents, weights: variables.weights };
      program.emit("denseTangent", { ...operands, scratch, rows, ...widths });
    }
    if (!kind) return sumTangents;
    program.emit(kind.backward, {
      inputGradients: outputTangents,
      outputGradients: sumTangents,
      inputs: keepsInputs ? sums : outputs,
      outputs,
      parameter: t.constants.parameter ?? null,
      count: rows * widths.outputWidth,
    });
    return outputTangents;
  };

const backwardTangents =
  ({ kind, bias, keepsInputs, ...widths }: DenseShape): Layer["tangentBackward"] =>
  (program, t, gradientTangents, rows) => {
    const { inputs, inputTangents, outputs, outputGradients, scratch, products, crossProducts, directions, variables } =
      t;
    const { sumTangents, sums } = t.buffers;
    if (kind) {
      const atSums = {
        inputs: keepsInputs ? sums : outputs,
        outputs,
        parameter: t.constants.parameter ?? null,
        count: rows * widths.outputWidth,
      };
      program.emit(kind.backward, { inputGradients: gradientTangents, outputGradients: gradientTangents, ...atSums });
      if (kind.tangent)
        program.emit(kind.tangent, { gradientTangents, outputGradients, inputTangents: sumTangents, ...atSums });
    }
    const sumGradients = t.buffers.sumGradients ?? outputGradients;
    const weightGradients = products.weights;
    program.emit("denseWeightBackward", {
      ...{ weightGradients, outputGradients: gradientTangents, inputs, scratch, rows },
      ...widths,
    });
    if (inputTangents) {
      const operands = { outputGradients: sumGradients, inputs: inputTangents };
      program.emit("denseWeightBackward", {
        weightGradients: crossProducts.weights,
        ...operands,
        scratch,
        rows,
        ...widths,
      });
    }
    if (bias) {
      const operands = { biasGradients: products.biases, outputGradients: gradientTangents };
      program.emit("denseBiasBackward", { ...operands, rows, outputWidth: widths.outputWidth });
    }
    const { inputGradientTangents } = t;
    if (inputGradientTangents === null) return gradientTangents;
    const back = { outputGradients: gradientTangents, weights: variables.weights, scratch, rows, ...widths };
    program.emit("denseInputBackward", { inputGradients: inputGradientTangents, ...back });
    const bend = { outputGradients: sumGradients, directions: directions.weights, scratch, rows, ...widths };
    program.emit("denseInputTangent", { inputGradientTangents, ...bend });
    return inputGradientTangents;
  };

/** The tangent passes of a dense layer of this shape. */
export const denseTangents = (shape: DenseShape): Pick<Layer, "tangentForward" | "tangentBackward"> => ({
  tangentForward: forwardTangents(shape),
  tangentBackward: backwardTangents(shape),
});

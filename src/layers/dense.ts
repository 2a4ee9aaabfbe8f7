// The dense layer: y = f(x·Wᵀ + b).
import { type Activation, kindOfActivation, readActivation } from "../activations/activations.ts";
import { OptionError } from "../core/errors.ts";
import { checked, flag, nonNegative, value } from "../core/options.ts";
import { sizeOf } from "../core/shape.ts";
import { type DenseShape, denseTangents } from "./denseTangents.ts";
import { type Initializer, initializerOf } from "./initializers.ts";
import type { Layer, LayerContext, LayerDescription, LayerKind } from "./layer.ts";
import { describedAs } from "./layerKind.ts";

export interface DenseOptions {
  readonly activation?: string | Activation;
  readonly initializer?: string | Initializer;
  readonly bias?: boolean;
  readonly l1?: number;
  readonly l2?: number;
}

export interface Dense extends LayerDescription {
  readonly kind: "dense";
  readonly units: number;
  readonly activation: Activation;
  readonly initializer: Initializer;
  readonly bias: boolean;
  /** absent: the network's */
  readonly l1?: number;
  readonly l2?: number;
}

const rules = {
  activation: value<string | Activation>("identity", "an activation"),
  initializer: value<string | Initializer | undefined>(undefined, "an initializer"),
  bias: flag<boolean>(true),
  l1: nonNegative(undefined),
  l2: nonNegative(undefined),
};

function describe(where: string, units: unknown, options: DenseOptions): Dense {
  if (!Number.isInteger(units) || (units as number) < 1 || (units as number) > 2 ** 24) {
    throw new OptionError({ where: `${where}.units`, received: units, expected: "a whole number from 1 to 16777216" });
  }
  const { activation, initializer, bias, l1, l2 } = checked(where, options, rules);
  const read = readActivation(`${where}.activation`, activation);
  return describedAs(denseKind, {
    kind: "dense",
    units: units as number,
    activation: read,
    initializer: initializerOf(`${where}.initializer`, initializer ?? kindOfActivation(read)?.initializer ?? "xavier"),
    bias,
    ...(l1 === undefined ? {} : { l1 }),
    ...(l2 === undefined ? {} : { l2 }),
  });
}

/**
 * A dense layer: y = f(x·Wᵀ + b), W [units][inputs], b [units].
 *
 * @param units                how many units, 1 … 2²⁴
 * @param options.activation   f, by name or as an object; default identity
 * @param options.initializer  of W; default `he` for the relu family, `xavier` otherwise; b begins at 0
 * @param options.bias         whether there is a b; default true
 * @param options.l1           λ₁ ≥ 0 of this layer's weights; default the network's
 * @param options.l2           λ₂ ≥ 0 of this layer's weights (½λ₂‖W‖²); default the network's
 * @returns a frozen description
 * @throws {OptionError} on an unknown option or name (nearest suggested) or a value outside its range
 * @example const hidden = dense(64, { activation: "relu", l2: 1e-4 });
 * Differs: W is [outputs][inputs] as in PyTorch; Keras has it transposed.
 */
export function dense(units: number, options: DenseOptions = {}): Dense {
  return describe("dense", units, options);
}

/** The forward and backward passes of a dense layer of this shape. */
function densePasses({ kind, bias, keepsInputs, ...widths }: DenseShape): Pick<Layer, "forward" | "backward"> {
  const units = widths.outputWidth;
  return {
    forward(program, t, rows) {
      const sums = keepsInputs ? t.buffers.sums : t.outputs;
      const { scratch, inputs } = t;
      const { weights, biases = null } = t.variables;
      program.emit("denseForward", { outputs: sums, inputs, weights, biases, scratch, rows, ...widths });
      if (kind) {
        const parameter = t.constants.parameter ?? null;
        program.emit(kind.forward, { outputs: t.outputs, inputs: sums, parameter, count: rows * units });
      }
      return t.outputs;
    },
    backward(program, t, received, rows) {
      const { scratch, inputs, inputGradients } = t;
      // in place, but where tangents will ask for ∂cost/∂outputs once more
      const outputGradients = t.buffers.sumGradients ?? received;
      if (kind) {
        program.emit(kind.backward, {
          inputGradients: outputGradients,
          outputGradients: received,
          inputs: keepsInputs ? t.buffers.sums : t.outputs,
          outputs: t.outputs,
          parameter: t.constants.parameter ?? null,
          count: rows * units,
        });
      }
      const weightGradients = t.gradients.weights;
      program.emit("denseWeightBackward", { weightGradients, outputGradients, inputs, scratch, rows, ...widths });
      if (bias) {
        const biasGradients = t.gradients.biases;
        program.emit("denseBiasBackward", { biasGradients, outputGradients, rows, outputWidth: units });
      }
      if (inputGradients === null) return outputGradients;
      const { weights } = t.variables;
      program.emit("denseInputBackward", { inputGradients, outputGradients, weights, scratch, rows, ...widths });
      return inputGradients;
    },
  };
}

function build(description: Dense, context: LayerContext): Layer {
  const { units, activation, initializer, bias } = description;
  const kind = kindOfActivation(activation);
  const l1 = description.l1 ?? context.l1;
  const l2 = description.l2 ?? context.l2;
  const inputs = sizeOf(context.input);
  const keepsInputs = kind?.keeps === "inputs";
  const shape = { kind, bias, keepsInputs, inputWidth: inputs, outputWidth: units };
  return {
    description,
    title: `dense ${inputs} → ${units}${kind ? `, ${activation.name}` : ""}`,
    input: context.input,
    output: [units],
    variables: [
      {
        name: "weights",
        shape: [units, inputs],
        role: "trained",
        initializer,
        fans: [inputs, units],
        stream: context.stream,
        ...(l1 > 0 || l2 > 0 ? { penalty: { l1, l2 } } : {}),
      },
      ...(bias ? [{ name: "biases", shape: [units], role: "trained" } as const] : []),
    ],
    units: { activation, rows: bias ? ["weights", "biases"] : ["weights"] },
    buffers: keepsInputs ? { sums: units } : {},
    tangentBuffers: {
      sumTangents: units,
      inputGradientTangents: inputs,
      ...(kind ? { sumGradients: units, outputTangents: units } : {}),
    },
    constants:
      activation.parameter === undefined ? {} : { parameter: { type: "float32", values: [activation.parameter] } },
    workPerRow: inputs * units,
    ...densePasses(shape),
    ...denseTangents(shape),
  };
}

export const denseKind: LayerKind<Dense> = {
  describe: (where, { kind: _, units, ...options }) => describe(where, units, options),
  build,
};

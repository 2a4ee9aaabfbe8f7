// An activation as a layer of its own.

import { type Activation, kindOfActivation, readActivation } from "../activations/activations.ts";
import { checked, required, value } from "../core/options.ts";
import { sizeOf } from "../core/shape.ts";
import type { Layer, LayerContext, LayerDescription, LayerKind, LayerTensors } from "./layer.ts";

export interface ActivationLayer extends LayerDescription {
  readonly kind: "activation";
  readonly activation: Activation;
}

const rules = () => ({ activation: required(value<Activation | undefined>(undefined, "an activation")) });

const describe = (where: string, of: string | Activation): ActivationLayer =>
  Object.freeze({ kind: "activation", activation: readActivation(where, of) });

/**
 * A layer that applies an activation to each of its inputs, as `dense` does to its sums: for what stands between, such as
 * `layerNorm`, or behind a `residual`.
 *
 * @param of  its name, or an object
 * @returns a frozen description
 * @throws {OptionError} on an unknown name (nearest suggested)
 * @example const layers = [dense(64), layerNorm(), activation("relu"), dense(10)];
 */
export function activation(of: string | Activation): ActivationLayer {
  return describe("activation", of);
}

function build(description: ActivationLayer, { input }: LayerContext): Layer {
  const size = sizeOf(input);
  const { name, parameter } = description.activation;
  const kind = kindOfActivation(description.activation);
  const values = ({ inputs, outputs, constants }: LayerTensors, rows: number) =>
    ({ inputs, outputs, parameter: constants.parameter ?? null, count: rows * size }) as const;
  return {
    description,
    title: `activation ${name}`,
    input,
    output: input,
    variables: [],
    units: { activation: description.activation },
    buffers: {},
    tangentBuffers: kind ? { outputTangents: size, sentGradients: size } : {},
    constants: parameter === undefined ? {} : { parameter: { type: "float32", values: [parameter] } },
    workPerRow: 20 * size,
    forward(program, t, rows) {
      if (!kind) return t.inputs;
      program.emit(kind.forward, values(t, rows));
      return t.outputs;
    },
    backward(program, t, outputGradients, rows) {
      if (!kind) return outputGradients;
      // in place, but where tangents will ask for ∂cost/∂outputs once more
      const inputGradients = t.buffers.sentGradients ?? outputGradients;
      program.emit(kind.backward, { inputGradients, outputGradients, ...values(t, rows) });
      return inputGradients;
    },
    tangentForward(program, t, rows) {
      if (!kind || t.inputTangents === null) return t.inputTangents;
      const { outputTangents } = t.buffers;
      const operands = { inputGradients: outputTangents, outputGradients: t.inputTangents };
      program.emit(kind.backward, { ...operands, ...values(t, rows) });
      return outputTangents;
    },
    tangentBackward(program, t, gradientTangents, rows) {
      if (!kind) return gradientTangents;
      const { outputGradients, inputTangents } = t;
      const inPlace = { inputGradients: gradientTangents, outputGradients: gradientTangents };
      program.emit(kind.backward, { ...inPlace, ...values(t, rows) });
      if (kind.tangent && inputTangents)
        program.emit(kind.tangent, { gradientTangents, outputGradients, inputTangents, ...values(t, rows) });
      return gradientTangents;
    },
  };
}

export const activationKind: LayerKind<ActivationLayer> = {
  describe(where, { kind: _, ...options }) {
    const { activation: read } = checked(where, options, rules());
    return describe(`${where}.activation`, read);
  },
  build,
};

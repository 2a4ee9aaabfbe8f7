// A network as a safetensors file: θ and the state as named tensors, everything else as texts; readModelFile.ts reads it.
import { envelope } from "../formats/envelope.ts";
import { type NamedTensor, writeTensors } from "../formats/writeTensors.ts";
import type { Model } from "./model.ts";
import type { Placed } from "./parameters.ts";

export const MODEL_KIND = "ravine-model";
export const MODEL_VERSION = 2;

/** The texts from which a network's options come back. */
export function specTexts(model: Model): Record<string, string> {
  const { shape, layers, loss, l1, l2, seed, precision } = model.spec;
  const inputs = shape.length > 1 ? shape : shape[0];
  return {
    spec: JSON.stringify({ inputs, layers, loss, l1, l2, seed, precision }),
    ...(model.standardizer ? { standardizer: JSON.stringify(model.standardizer) } : {}),
    ...(model.classes ? { classes: JSON.stringify(model.classes) } : {}),
    ...(model.columns ? { columns: JSON.stringify(model.columns) } : {}),
  };
}

/** The model as a file. */
export function saveModel(model: Model): Uint8Array {
  const { theta, state } = model.snapshot();
  const named = (placed: readonly Placed[], values: Float32Array): NamedTensor[] =>
    placed.map(({ layer, name, variable, from, length }) => ({
      name: `layers.${layer}.${name}`,
      shape: variable.shape,
      values: values.slice(from, from + length),
    }));
  const tensors = [...named(model.placed, theta), ...named(model.running, state)];
  return writeTensors({ tensors, metadata: { ...envelope(MODEL_KIND, MODEL_VERSION), ...specTexts(model) } });
}

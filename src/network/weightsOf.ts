// One layer's weights and running figures by name, as copies.
import { OptionError } from "../core/errors.ts";
import type { Shape } from "../core/shape.ts";
import type { Model } from "./model.ts";

/** Copies of what one layer has. @throws {OptionError} where there is no such layer */
export function weightsOf(model: Model, layer: number): Record<string, { shape: Shape; values: Float32Array }> {
  model.requireAlive("weights");
  const { layers, core } = model;
  if (!Number.isInteger(layer) || layers[layer] === undefined)
    throw new OptionError({ where: "weights", received: layer, expected: `a layer, 0…${layers.length - 1}` });
  const vectors = [
    { placed: model.placed, vector: model.theta },
    { placed: model.running, vector: model.state },
  ];
  const found = vectors.flatMap(({ placed, vector }) =>
    placed
      .filter((one) => one.layer === layer)
      .map(({ name, variable: { shape }, from, length }) => [
        name,
        { shape: [...shape], values: core.read(vector, from, length) as Float32Array },
      ]),
  );
  return Object.fromEntries(found);
}

// What a network's layers do with a data set: outputs, dead, saturated and equal units, gradients. Draws no conclusion.
import type { ActivationName } from "../activations/activations.ts";
import { slice, type Tensor } from "../core/core.ts";
import { sizeOf } from "../core/shape.ts";
import type { Dataset } from "../data/dataset.ts";
import { everyLayer, type NamedLayer } from "../layers/chain.ts";
import type { Chain } from "../layers/layer.ts";
import type { Model } from "../network/model.ts";
import { normOf } from "../network/normOf.ts";
import { blockSource } from "./blockSource.ts";
import { equalUnits } from "./equalUnits.ts";
import { LayerTally, SATURATED_SHARE } from "./layerTally.ts";
import { Objective, type Stretch } from "./objective.ts";
import { requireFits } from "./requireFits.ts";
import type { RowSource } from "./rowSum.ts";

/** One layer over a data set, in evaluation mode. */
export interface LayerInspection {
  /** its place in the network, from 0; of a layer inside another, that one's */
  readonly layer: number;
  /** of a layer inside another: how the names of its variables begin in `weights(layer)`, such as "0" or "shortcut.0" */
  readonly inside?: string;
  readonly kind: string;
  /** of a dense layer */
  readonly activation?: ActivationName;
  readonly units: number;
  /** of its outputs, over rows × units; the deviation with 1/(n − 1) */
  readonly mean: number;
  readonly deviation: number;
  /** units of the ReLU family whose output is 0 for every row: no gradient reaches their weights */
  readonly deadUnits: number;
  /** units of sigmoid, tanh, softsign or hardSigmoid whose slope is below that of the sigmoid at |t| = 5, relative to its largest (0.0266), for at least 95 % of the rows */
  readonly saturatedUnits: number;
  /** ‖∂cost/∂(its parameters)‖ over all rows, penalties included; 0 for a layer without parameters */
  readonly gradientNorm: number;
  /** share of a unit's weight gradients that have the more frequent sign, mean over the rows: 1 where all move the same way, as behind a sigmoid; 0 for a layer without weights */
  readonly signAgreement: number;
  /** pairs of units whose incoming weights and biases are equal to the last bit */
  readonly twins: number;
  /** of the layers inside it, such as a residual's, at every depth and in the order of their weights; absent: none are */
  readonly layers?: readonly LayerInspection[];
}

/** Each layer's inputs and outputs as the last block left them, in the order of `everyLayer`. */
function* betweenLayers({
  layers,
  tensors,
  inputs,
  outputs,
}: Chain): Generator<readonly [inputs: Tensor, outputs: Tensor]> {
  for (const i of layers.keys()) {
    yield [inputs[i], outputs[i]];
    for (const chain of tensors[i].chains) yield* betweenLayers(chain);
  }
}

/** What is said of a layer after all rows, from its tally and the gradients in memory. */
function inspectionOf(
  model: Model,
  { layer, index, prefix }: NamedLayer,
  tally: LayerTally,
  rows: number,
): LayerInspection {
  const { arena, gradients, placed } = model;
  const { description, output, units: described } = layer;
  const units = output[output.length - 1];
  const count = rows * sizeOf(output);
  const mean = tally.sum / count;
  const variables = placed.filter((one) => one.layer === index && one.name.startsWith(prefix));
  const length = variables.reduce((sum, variable) => sum + variable.length, 0);
  const activation = described?.activation?.name;
  return {
    layer: index,
    ...(prefix && { inside: prefix.slice(0, -1) }),
    kind: description.kind,
    ...(activation && { activation }),
    units,
    mean,
    deviation: count > 1 ? Math.sqrt(Math.max(0, tally.squares - tally.sum * mean) / (count - 1)) : 0,
    deadUnits: tally.alive.reduce((dead, alive) => dead + 1 - alive, 0),
    saturatedUnits: tally.saturated.filter((n) => n >= (SATURATED_SHARE * count) / units).length,
    gradientNorm: length === 0 ? 0 : normOf(arena, slice(gradients, "layer", variables[0].from, length)),
    signAgreement: tally.agreement / rows,
    twins: equalUnits(model, layer, units),
  };
}

/**
 * The inspection of rows in evaluation mode, in stretches, each of which the caller goes before it asks for the next. Takes
 * memory above the arena's mark; the caller gives it back.
 */
export function* inspectSteps(model: Model, source: RowSource, rows: number): Generator<Stretch, LayerInspection[]> {
  const { core, fitSpace } = model;
  const objective = new Objective(model, source, rows, { mode: "evaluation", asks: ["gradient"] });
  const named = everyLayer(model.layers);
  const tallies = named.map(
    ({ layer: { output, units } }) => new LayerTally(output[output.length - 1], units?.activation?.name),
  );
  for (const stretch of objective.gradientStretches()) {
    yield stretch;
    if (stretch.rows === 0) continue;
    const between = betweenLayers(fitSpace.chain);
    for (const [i, { layer }] of named.entries()) {
      const [inputs, outputs] = between.next().value as [Tensor, Tensor];
      tallies[i].outputs(core.read(outputs, 0, stretch.rows * sizeOf(layer.output)));
      const width = sizeOf(layer.input);
      if (layer.units?.rows) tallies[i].inputs(core.read(inputs, 0, stretch.rows * width), width);
    }
  }
  const all = named.map((one, i) => Object.freeze(inspectionOf(model, one, tallies[i], rows)));
  return model.layers.map((_, i) => {
    const [outer, ...layers] = all.filter(({ layer }) => layer === i);
    return layers.length === 0 ? outer : Object.freeze({ ...outer, layers: Object.freeze(layers) });
  });
}

/** The whole inspection in one call; see Network.inspect. */
export function inspect(model: Model, value: Dataset): LayerInspection[] {
  const where = "inspect";
  model.requireFree(where);
  const { data, form } = requireFits(where, model, value);
  const mark = model.arena.mark();
  try {
    const steps = inspectSteps(model, blockSource(where, model, data, form), data.rows);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      value.run();
    }
  } finally {
    model.arena.release(mark);
  }
}

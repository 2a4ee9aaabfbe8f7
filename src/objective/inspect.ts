// What a network's layers do with a data set: outputs, dead, saturated and equal units, gradients. Draws no conclusion.
import type { ActivationName } from "../activations/activations.ts";
import { slice } from "../core/core.ts";
import { sizeOf } from "../core/shape.ts";
import type { Dataset } from "../data/dataset.ts";
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
  /** its place in the network, from 0 */
  readonly layer: number;
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
}

/** What is said of layer `i` after all rows, from its tally and the gradients in memory. */
function inspectionOf(model: Model, i: number, tally: LayerTally, rows: number): LayerInspection {
  const { arena, gradients, placed } = model;
  const { description, output, units: described } = model.layers[i];
  const units = output[output.length - 1];
  const count = rows * sizeOf(output);
  const mean = tally.sum / count;
  const variables = placed.filter(({ layer }) => layer === i);
  const length = variables.reduce((sum, variable) => sum + variable.length, 0);
  const activation = described?.activation?.name;
  return Object.freeze({
    layer: i,
    kind: description.kind,
    ...(activation && { activation }),
    units,
    mean,
    deviation: count > 1 ? Math.sqrt(Math.max(0, tally.squares - tally.sum * mean) / (count - 1)) : 0,
    deadUnits: tally.alive.reduce((dead, alive) => dead + 1 - alive, 0),
    saturatedUnits: tally.saturated.filter((n) => n >= (SATURATED_SHARE * count) / units).length,
    gradientNorm: length === 0 ? 0 : normOf(arena, slice(gradients, "layer", variables[0].from, length)),
    signAgreement: tally.agreement / rows,
    twins: equalUnits(model, i, units),
  });
}

/**
 * The inspection of rows in evaluation mode, in stretches, each of which the caller goes before it asks for the next. Takes
 * memory above the arena's mark; the caller gives it back.
 */
export function* inspectSteps(model: Model, source: RowSource, rows: number): Generator<Stretch, LayerInspection[]> {
  const { layers, core } = model;
  const objective = new Objective(model, source, rows, { mode: "evaluation", asks: ["gradient"] });
  const { between } = objective;
  const tallies = layers.map(({ output, units }) => new LayerTally(output[output.length - 1], units?.activation?.name));
  for (const stretch of objective.gradientStretches()) {
    yield stretch;
    if (stretch.rows === 0) continue;
    for (const [i, layer] of layers.entries()) {
      tallies[i].outputs(core.read(between[i + 1], 0, stretch.rows * sizeOf(layer.output)));
      const width = sizeOf(layer.input);
      if (layer.units?.rows) tallies[i].inputs(core.read(between[i], 0, stretch.rows * width), width);
    }
  }
  return tallies.map((tally, i) => inspectionOf(model, i, tally, rows));
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

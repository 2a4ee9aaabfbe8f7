// What a network's layers do with a data set: outputs, dead, saturated and equal units, gradients. Draws no conclusion.
import type { ActivationName } from "../activations/activations.ts";
import { slice, type Tensor } from "../core/core.ts";
import { PassList } from "../core/passes.ts";
import { type Program, writeProgram } from "../core/program.ts";
import { sizeOf } from "../core/shape.ts";
import type { Dataset } from "../data/dataset.ts";
import type { ReadTargets } from "../losses/targets.ts";
import { emitBlock } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { normOf } from "../network/normOf.ts";
import { penaltyOf } from "../network/penalty.ts";
import { tableSource, targetsFor } from "../network/tableSource.ts";
import { equalUnits } from "./equalUnits.ts";
import { LayerTally, SATURATED_SHARE } from "./layerTally.ts";
import { requireFits } from "./requireFits.ts";
import { blocksOf, GroupTotals, type RowBlock } from "./rowGroups.ts";
import { takeScale } from "./rowSum.ts";

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

/** A block's passes, and each layer's inputs after them; the last are the network's outputs. */
interface ReadyBlock {
  readonly list: PassList;
  readonly between: readonly Tensor[];
}

/** Memory for one block of a data set that is not in the core's memory as a whole; returns what fills it with a block's rows. */
function blockReader(where: string, model: Model, { inputs, targets, rows }: Dataset, { form, perRow }: ReadTargets) {
  const { arena, core, fitSpace, shared, spec } = model;
  const most = Math.min(fitSpace.rows, rows);
  const table = arena.take("inspect.rows", "float32", most * spec.inputs);
  const tableTargets = arena.take("inspect.targets", "float32", most * perRow);
  const source = tableSource(shared, table, tableTargets, form);
  const scale = takeScale(model, rows);
  const prepare = (size: number): ReadyBlock => {
    let between: readonly Tensor[] = [];
    const list = onePass(model, (program) => {
      const options = { rows: size, mode: "evaluation", until: "gradients", scale } as const;
      emitBlock(program, model, fitSpace, source, options);
      between = [...fitSpace.chain.inputs, fitSpace.chain.outputs[fitSpace.chain.outputs.length - 1]];
    });
    return { list, between };
  };
  const bySize = new Map<number, ReadyBlock>();
  return ({ from, rows: size }: RowBlock): ReadyBlock => {
    const to = from + size;
    core.write(table, model.rows(where, inputs.subarray(from * spec.inputs, to * spec.inputs)).values);
    const values = targets.subarray(from * perRow, to * perRow);
    core.write(tableTargets, targetsFor(`${where}.targets`, model, form, values, from));
    const ready = bySize.get(size) ?? prepare(size);
    bySize.set(size, ready);
    return ready;
  };
}

function onePass({ arena, fitSpace }: Model, emit: (program: Program) => void): PassList {
  return new PassList(arena, fitSpace.cursor, "inspect.passes").add(writeProgram(arena, "inspect", emit)).write();
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
 * The inspection as lists of passes, each of which the caller walks before it asks for the next. Takes memory above the
 * arena's mark; the caller gives it back.
 * @throws as `evaluate` on data that does not fit
 */
export function* inspectSteps(where: string, model: Model, value: Dataset): Generator<PassList, LayerInspection[]> {
  const { data, form } = requireFits(where, model, value);
  const { layers, arena, core, fitSpace, gradients } = model;
  const read = blockReader(where, model, data, form);
  const tallies = layers.map(({ output, units }) => new LayerTally(output[output.length - 1], units?.activation?.name));
  const totals = GroupTotals.of(arena, data.rows, gradients.length);
  yield onePass(model, (program) => {
    program.emit("gradientsClear", { gradients, loss: fitSpace.loss, count: gradients.length });
    totals?.clear(program);
  });
  const fold = totals && onePass(model, (program) => totals.add(program, gradients));
  for (const block of blocksOf(data.rows, fitSpace.rows)) {
    const { list, between } = read(block);
    yield list;
    if (fold && block.endsGroup) yield fold;
    for (const [i, layer] of layers.entries()) {
      tallies[i].outputs(core.read(between[i + 1], 0, block.rows * sizeOf(layer.output)));
      const width = sizeOf(layer.input);
      if (layer.units?.rows) tallies[i].inputs(core.read(between[i], 0, block.rows * width), width);
    }
  }
  yield onePass(model, (program) => {
    totals?.round(program, gradients);
    penaltyOf(model, fitSpace).emit(program, true);
  });
  return tallies.map((tally, i) => inspectionOf(model, i, tally, data.rows));
}

/** The whole inspection in one call; see Network.inspect. */
export function inspect(model: Model, data: Dataset): LayerInspection[] {
  model.requireFree("inspect");
  const mark = model.arena.mark();
  try {
    const steps = inspectSteps("inspect", model, data);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      value.run();
    }
  } finally {
    model.arena.release(mark);
  }
}

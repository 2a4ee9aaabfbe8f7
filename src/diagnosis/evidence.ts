// Gathers what a diagnosis rests on from a network, its data and its run, at the run's end.
import type { Pace } from "../core/pace.ts";
import { everyLayer, isTrained, type NamedLayer } from "../layers/chain.ts";
import type { Model } from "../network/model.ts";
import { normOf } from "../network/normOf.ts";
import { tableSource } from "../network/tableSource.ts";
import { classCounts } from "../objective/classCounts.ts";
import { inspectSteps, type LayerInspection } from "../objective/inspect.ts";
import type { TableSet, Tables } from "../objective/tables.ts";
import type { CurvePoint } from "../training/curve.ts";
import type { EndedRun } from "../training/diagnosis.ts";
import type { Reason } from "../training/runState.ts";
import { constantLoss } from "./constantLoss.ts";
import { type Setup, setupOf } from "./setup.ts";

/** Rows of the training set that figures of layers and columns are taken from, evenly spread. */
const SAMPLE_ROWS = 512;

/** One input column as the network computes with it. */
export interface ColumnFigures {
  readonly name: string;
  /** its largest |x| */
  readonly reach: number;
  readonly constant: boolean;
}

export interface Evidence {
  readonly reason: Reason;
  readonly points: readonly CurvePoint[];
  /** the training-mode cost of every step */
  readonly batchCost: Float32Array;
  readonly stepsPerEpoch: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** whether the weights of the best evaluation are back */
  readonly restored: boolean;
  readonly classWeights: boolean;
  readonly classification: boolean;
  /** layers that are trained or whose units can be told apart, before the last that is trained; of a residual, those inside it */
  readonly hidden: readonly LayerInspection[];
  /** the last layer that is trained; the last of all where none is */
  readonly output: LayerInspection;
  /** what the network standardises by itself */
  readonly standardised: { readonly inputs: boolean; readonly targets: boolean };
  /** of the initial weights */
  readonly seed: number;
  readonly setup: Setup;
  /** ‖θ‖ at the end */
  readonly weightNorm: number;
  /** the loss of the best prediction that ignores the inputs */
  readonly constantLoss: number;
  readonly columns: readonly ColumnFigures[];
  readonly rows: { readonly train: number; readonly validation?: number; readonly test?: number };
  /** rows per class of the training set; null where there are none */
  readonly classCounts: readonly number[] | null;
  readonly classNames: readonly string[] | undefined;
}

/** Row numbers in the table. */
function sampleOf({ sets: [{ first, rows }] }: Tables): number[] {
  const count = Math.min(rows, SAMPLE_ROWS);
  return Array.from({ length: count }, (_, i) => first + Math.floor((i * rows) / count));
}

function columnsOf(
  { core, spec }: Model,
  { inputs, featureNames }: Tables,
  sample: readonly number[],
): ColumnFigures[] {
  const features = spec.inputs;
  const rows = sample.map((row) => core.read(inputs, row * features, features));
  return Array.from({ length: features }, (_, column) => ({
    name: featureNames?.[column] ?? `column ${column}`,
    reach: rows.reduce((reach, row) => Math.max(reach, Math.abs(row[column])), 0),
    constant: rows.every((row) => row[column] === rows[0][column]),
  }));
}

/** Inspects the network on a sample of the table's rows, resting between blocks. */
async function inspectSample(model: Model, { inputs, targets, form }: Tables, sample: readonly number[], pace: Pace) {
  const { arena, core, shared } = model;
  const mark = arena.mark();
  try {
    const order = arena.take("sample", "uint32", sample.length, { zeroed: false });
    core.write(order, sample);
    const steps = inspectSteps(model, tableSource(shared, inputs, targets, form, { order }), sample.length);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      await value.walk(pace);
    }
  } finally {
    arena.release(mark);
  }
}

/** Whether a layer stands before layer `last`, has units or weights, and is none that only holds others, which are looked at themselves. */
const isHidden = ({ layer, index }: NamedLayer, last: number): boolean =>
  index < last && !layer.chains && (layer.units !== undefined || isTrained(layer));

/** Inspects the network on a sample of the training rows, in the memory that training no longer needs; writes gradients, changes no weight. */
export async function gather(run: EndedRun, pace: Pace): Promise<Evidence> {
  const { memory, options, state, costs, reason, restored } = run;
  const { model, tables } = memory;
  memory.releaseToTables();
  const { arena, layers, spec, standardizer, theta } = model;
  const sample = sampleOf(tables);
  const inspected = await inspectSample(model, tables, sample, pace);
  const trained = layers.findLastIndex(isTrained);
  const last = trained < 0 ? layers.length - 1 : trained;
  const { classes, sets } = tables;
  const named = everyLayer(layers);
  const each = inspected.flatMap(({ layers: inner = [], ...outer }) => [outer, ...inner]);
  return {
    reason,
    points: state.points,
    batchCost: costs.values(),
    stepsPerEpoch: memory.stepsPerEpoch,
    batchSize: Math.min(options.batchSize, memory.rows),
    learningRate: options.optimizer.learningRate,
    restored,
    classWeights: options.classWeights !== undefined,
    classification: model.classifies,
    hidden: each.filter((_, i) => isHidden(named[i], last)),
    output: inspected[last],
    standardised: { inputs: standardizer !== undefined, targets: standardizer?.targetMean !== undefined },
    seed: spec.seed,
    setup: setupOf(model),
    weightNorm: normOf(arena, theta),
    constantLoss: constantLoss(model, tables, sample),
    columns: columnsOf(model, tables, sample),
    rows: Object.fromEntries(sets.map(({ name, rows }) => [name, rows])) as Record<TableSet["name"], number>,
    classCounts: classes === undefined ? null : classCounts(model, tables),
    classNames: classes,
  };
}

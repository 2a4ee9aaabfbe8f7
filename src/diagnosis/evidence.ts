// Gathers what a diagnosis rests on from a network, its data and its run, at the run's end.
import type { Pace } from "../core/pace.ts";
import type { Dataset } from "../data/dataset.ts";
import { subset } from "../data/subset.ts";
import { isTrained } from "../layers/chain.ts";
import type { Model } from "../network/model.ts";
import { normOf } from "../network/normOf.ts";
import { inspectSteps, type LayerInspection } from "../objective/inspect.ts";
import type { DataSets } from "../objective/tables.ts";
import type { RunFigures } from "../training/diagnosis.ts";
import { constantLoss } from "./constantLoss.ts";

/** Rows of the training set that figures of layers and columns are taken from, evenly spread. */
const SAMPLE_ROWS = 512;

/** One input column as the network computes with it. */
export interface ColumnFigures {
  readonly name: string;
  /** its largest |x| */
  readonly reach: number;
  readonly constant: boolean;
}

export interface Evidence extends RunFigures {
  readonly classification: boolean;
  /** layers that are trained or whose units can be told apart, before the last that is trained */
  readonly hidden: readonly LayerInspection[];
  /** the last layer that is trained; the last of all where none is */
  readonly output: LayerInspection;
  /** what the network standardises by itself */
  readonly standardised: { readonly inputs: boolean; readonly targets: boolean };
  /** of the initial weights */
  readonly seed: number;
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

function sampleOf(data: Dataset): Dataset {
  if (data.rows <= SAMPLE_ROWS) return data;
  return subset(
    data,
    Array.from({ length: SAMPLE_ROWS }, (_, i) => Math.floor((i * data.rows) / SAMPLE_ROWS)),
  );
}

function columnsOf(model: Model, sample: Dataset): ColumnFigures[] {
  const { features, rows, featureNames } = sample;
  const values = model.standardizer ? model.standardizer.applyRows(sample.inputs, rows) : sample.inputs;
  return Array.from({ length: features }, (_, column) => {
    let reach = 0;
    let constant = true;
    for (let at = column; at < values.length; at += features) {
      reach = Math.max(reach, Math.abs(values[at]));
      if (values[at] !== values[column]) constant = false;
    }
    return { name: featureNames?.[column] ?? `column ${column}`, reach, constant };
  });
}

function countsOf({ classes, targets }: Dataset): number[] | null {
  if (classes === undefined) return null;
  const counts = Array<number>(classes.length).fill(0);
  for (const label of targets) counts[label]++;
  return counts;
}

/** Inspects the network on a sample of the training rows, resting between blocks; writes gradients, changes no weight. */
export async function gather(model: Model, sets: DataSets, figures: RunFigures, pace: Pace): Promise<Evidence> {
  const { arena, layers, spec, standardizer, theta } = model;
  const sample = sampleOf(sets.train);
  const mark = arena.mark();
  let inspected: LayerInspection[] = [];
  try {
    const steps = inspectSteps("fit", model, sample);
    for (;;) {
      const { done, value } = steps.next();
      if (done) {
        inspected = value;
        break;
      }
      await value.walk(pace);
    }
  } finally {
    arena.release(mark);
  }
  const { validation, test } = sets;
  const trained = layers.findLastIndex(isTrained);
  const last = trained < 0 ? layers.length - 1 : trained;
  return {
    ...figures,
    classification: model.classifies,
    hidden: inspected.slice(0, last).filter(({ layer }) => layers[layer].units || isTrained(layers[layer])),
    output: inspected[last],
    standardised: { inputs: standardizer !== undefined, targets: standardizer?.targetMean !== undefined },
    seed: spec.seed,
    weightNorm: normOf(arena, theta),
    constantLoss: constantLoss(model, sample),
    columns: columnsOf(model, sample),
    rows: {
      train: sets.train.rows,
      ...(validation && { validation: validation.rows }),
      ...(test && { test: test.rows }),
    },
    classCounts: countsOf(sets.train),
    classNames: sets.train.classes,
  };
}

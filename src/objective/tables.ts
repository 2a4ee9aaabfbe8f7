// Training, validation and test rows in one table of the core's memory, checked while they are copied. Knows no optimizer.
import type { Tensor } from "../core/core.ts";
import { DataError } from "../core/errors.ts";
import type { Pace } from "../core/pace.ts";
import { checkDataset, type Dataset } from "../data/dataset.ts";
import type { Sets } from "../data/split.ts";
import { checkedNumber } from "../data/table.ts";
import type { TargetForm } from "../losses/targets.ts";
import type { Model } from "../network/model.ts";
import { targetsFor } from "../network/tableSource.ts";
import { requireFits } from "./requireFits.ts";
import { TableHash } from "./tableHash.ts";

const PIECE_NUMBERS = 1 << 18;
/** Tables of up to so many numbers are copied at the call, which takes some milliseconds; larger ones in pieces. */
const AT_ONCE_NUMBERS = 1 << 20;

/** One of the three sets: its first row in the table, and how many rows it has. */
export interface TableSet {
  readonly name: "train" | "validation" | "test";
  readonly first: number;
  readonly rows: number;
}

export interface Tables {
  readonly inputs: Tensor;
  readonly targets: Tensor;
  readonly form: TargetForm;
  /** a hash of each set's raw rows and targets, by which a checkpoint knows its data */
  readonly hashes: Readonly<Record<string, string>>;
  readonly sets: readonly TableSet[];
  /** of the training set */
  readonly featureNames: readonly string[] | undefined;
  readonly classes: readonly string[] | undefined;
}

/** A set of the table, and where its rows come from. */
interface ReadSet extends TableSet {
  readonly data: Dataset;
}

export interface DataSets extends Sets {
  /** who asks, in messages; default fit */
  readonly where?: string;
}

/** How messages call a set. */
const setName = ({ where }: DataSets, name: TableSet["name"]) =>
  where !== undefined ? `${where}.data` : name === "train" ? "fit: training data" : `fit.${name}`;

/** The sets, each field read once, and what their targets are: checked before anything is taken or changed. */
function readSets(model: Model, sets: DataSets): { readonly form: TargetForm; readonly read: ReadSet[] } {
  const { data: train, form: trained } = requireFits(setName(sets, "train"), model, sets.train);
  const read: ReadSet[] = [{ name: "train", first: 0, rows: train.rows, data: train }];
  const { form } = trained;
  for (const name of ["validation", "test"] as const) {
    if (sets[name] === undefined) continue;
    const fits = requireFits(setName(sets, name), model, sets[name], model.classes ?? train.classes);
    const last = read[read.length - 1];
    read.push({ name, first: last.first + last.rows, rows: fits.data.rows, data: fits.data });
    const received = fits.form.form;
    if (received !== form) {
      throw new DataError({
        where: `${setName(sets, name)}.targets`,
        received: received === "classes" ? "class numbers" : "values",
        expected: form === "classes" ? "class numbers, as the training data has" : "values, as the training data has",
      });
    }
  }
  return { form, read };
}

/**
 * Takes the table's memory and copies all sets into it, standardised, in pieces between which the event loop runs. Sets of up
 * to a million numbers together are read before this returns its promise, and nothing of the caller's is read afterwards.
 * @throws {ShapeError | OptionError | DataError} on sets that do not fit the network or one another
 */
export async function takeTables(model: Model, sets: DataSets, pace: Pace): Promise<Tables> {
  const { arena, core, spec, standardizer } = model;
  const { form, read } = readSets(model, sets);
  const perRow = form === "classes" ? 1 : spec.outputs;
  const rows = read.reduce((sum, set) => sum + set.rows, 0);
  const inputs = arena.take("table", "float32", rows * spec.inputs, { zeroed: false });
  const targets = arena.take("tableTargets", "float32", rows * perRow, { zeroed: false });
  const copy = ({ name, first, data }: ReadSet, from: number, to: number) => {
    checkDataset(setName(sets, name), data); // arrays can have become shorter since the call
    core.write(inputs, data.inputs.subarray(from * spec.inputs, to * spec.inputs), (first + from) * spec.inputs);
    core.write(targets, data.targets.subarray(from * perRow, to * perRow), (first + from) * perRow);
  };
  const atOnce = rows * (spec.inputs + perRow) <= AT_ONCE_NUMBERS;
  if (atOnce) for (const set of read) copy(set, 0, set.rows);
  const { featureNames, classes } = read[0].data;
  const names = { featureNames: featureNames?.slice(), classes: classes?.slice() };
  const hashes: Record<string, string> = {};
  for (const set of read) {
    const { name, first } = set;
    const hash = new TableHash(arena);
    const where = setName(sets, name);
    await pace.pieces(set.rows, Math.max(1, Math.floor(PIECE_NUMBERS / spec.inputs)), (from, to) => {
      if (!atOnce) copy(set, from, to);
      const [at, count] = [(first + from) * spec.inputs, (to - from) * spec.inputs];
      const part = () => core.read(inputs, at, count) as Float32Array;
      if (!hash.add(inputs, at, count))
        for (const [i, one] of part().entries()) {
          const column = i % spec.inputs;
          checkedNumber(where, one, from + (i - column) / spec.inputs, column, set.data.featureNames?.[column]);
        }
      if (standardizer) core.write(inputs, standardizer.applyRows(part(), to - from), at);
      const [targetsAt, targetCount] = [(first + from) * perRow, (to - from) * perRow];
      hash.add(targets, targetsAt, targetCount);
      const values = core.read(targets, targetsAt, targetCount);
      core.write(targets, targetsFor(`${where}, targets`, model, form, values, from), targetsAt);
    });
    hashes[name] = hash.digest();
  }
  return {
    inputs,
    targets,
    form,
    hashes,
    sets: read.map(({ name, first, rows }) => ({ name, first, rows })),
    ...names,
  };
}

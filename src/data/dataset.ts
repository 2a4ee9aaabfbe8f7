// A table of inputs and targets in memory, checked once and copied.
import { DataError, OptionError, ShapeError } from "../core/errors.ts";
import { checked, value, whole } from "../core/options.ts";
import { isShape, SHAPE_EXPECTED, type Shape, sizeOf } from "../core/shape.ts";
import { isArrayLike, isFloat32Array, type Numbers, readTable } from "./table.ts";

/** Rows of inputs and their targets, row-major. With `classes`, targets are class numbers 0…k−1, one per row. */
export interface Dataset {
  /** rows × features */
  readonly inputs: Float32Array;
  /** rows × outputs */
  readonly targets: Float32Array;
  readonly rows: number;
  readonly features: number;
  /** of a row's features, such as [height, width, channels]; absent: they are one after another */
  readonly shape?: Shape;
  /** targets per row; 1 where there are classes */
  readonly outputs: number;
  readonly featureNames?: string[];
  readonly classes?: string[];
  /** set by a standardizer's `apply`, so that a network that standardises by itself can refuse it */
  readonly standardised?: true;
}

/** What `dataset` takes. */
export interface DatasetOptions {
  readonly inputs: Numbers;
  readonly targets: Numbers | readonly string[];
  readonly features?: number;
  readonly shape?: Shape;
  readonly outputs?: number;
  readonly rows?: number;
  readonly classes?: readonly string[];
  readonly featureNames?: readonly string[];
}

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && Array.from(value).every((v) => typeof v === "string");

const rules = {
  inputs: value<unknown>(undefined, "rows of numbers"),
  targets: value<unknown>(undefined, "numbers, one or several per row"),
  features: whole(undefined),
  shape: value<Shape | undefined>(undefined, SHAPE_EXPECTED, isShape),
  outputs: whole(undefined),
  rows: whole(undefined),
  classes: value<readonly string[] | undefined>(
    undefined,
    "different class names, at least one",
    (v) => isNames(v) && new Set(v).size === v.length,
  ),
  featureNames: value<readonly string[] | undefined>(undefined, "an array of strings, one per feature", isNames),
};

/** The same data set, frozen, its names copied; absent names leave no key. */
export function frozenDataset(data: Dataset): Dataset {
  const { inputs, targets, rows, features, shape, outputs, featureNames, classes, standardised } = data;
  return Object.freeze({
    inputs,
    targets,
    rows,
    features,
    ...(shape === undefined ? {} : { shape: Object.freeze([...shape]) }),
    outputs,
    ...(featureNames === undefined ? {} : { featureNames: Object.freeze([...featureNames]) as string[] }),
    ...(classes === undefined ? {} : { classes: Object.freeze([...classes]) as string[] }),
    ...(standardised === undefined ? {} : { standardised }),
  });
}

function fromNames(where: string, names: ArrayLike<unknown>): { numbers: number[]; classes: string[] } {
  const number = new Map<string, number>();
  for (let row = 0; row < names.length; row++) {
    const name = names[row];
    if (typeof name !== "string")
      throw new DataError({
        where: `${where}, row ${row}`,
        received: name,
        expected: "a class name, as in row 0",
        row,
      });
    number.set(name, 0);
  }
  const classes = [...number.keys()].sort();
  for (const [index, name] of classes.entries()) number.set(name, index);
  return { numbers: Array.from(names, (name) => number.get(name as string) ?? 0), classes };
}

function checkClassNumbers(where: string, targets: Float32Array, classes: readonly string[]): void {
  for (let row = 0; row < targets.length; row++) {
    const value = targets[row];
    if (!Number.isInteger(value) || value < 0 || value >= classes.length)
      throw new DataError({
        where: `${where}, row ${row}`,
        received: value,
        expected: `a class number 0…${classes.length - 1}`,
        hint: `There are ${classes.length} classes, counted from 0.`,
        row,
        column: 0,
      });
  }
}

/**
 * A data set from arrays, checked and copied; the result is frozen.
 *
 * @param options.inputs  number[][], or a flat row-major array (then `features` or `rows` is needed)
 * @param options.shape  of a row's features, such as [height, width, channels], the last axis running fastest; a network takes it
 *   as its `inputs`
 * @param options.targets  numbers, one per row; rows of numbers; a flat array of rows × outputs; or class names (then
 *   `classes` is left out and becomes the different names in code-unit order)
 * @param options.classes  class names: targets are then class numbers 0…k−1, one per row, and `outputs` is 1
 * @param options.featureNames  one per feature
 * @throws {ShapeError} on ragged rows, or targets, names or counts that do not fit the rows
 * @throws {DataError} on no rows, values that are no finite float32 (row and column are named), or no class number
 * @example dataset({ inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [0, 1, 1, 0], classes: ["off", "on"] });
 */
export function dataset(options: DatasetOptions): Dataset {
  const read = checked("dataset", options, rules);
  for (const name of ["inputs", "targets"] as const)
    if (read[name] === undefined)
      throw new OptionError({ where: `dataset.${name}`, received: undefined, expected: rules[name].expected });
  const { featureNames: names, shape } = read;
  const inputs = readTable("dataset.inputs", read.inputs, { width: read.features, rows: read.rows, names });
  if (names !== undefined && names.length !== inputs.width)
    throw new ShapeError({ where: "dataset.featureNames", received: names, expected: `${inputs.width} names` });
  if (shape !== undefined && sizeOf(shape) !== inputs.width)
    throw new ShapeError({ where: "dataset.shape", received: shape, expected: `${inputs.width} features` });

  let { targets, classes } = read;
  if (classes === undefined && isArrayLike(targets) && typeof targets[0] === "string") {
    const read = fromNames("dataset.targets", targets);
    targets = read.numbers;
    classes = read.classes;
  }
  const table = readTargets(targets, inputs.rows, classes === undefined ? read.outputs : 1);
  if (classes !== undefined) {
    if (read.outputs !== undefined && read.outputs !== 1)
      throw new ShapeError({
        where: "dataset.outputs",
        received: read.outputs,
        expected: "1, a class number per row",
      });
    checkClassNumbers("dataset.targets", table.values, classes);
  }
  return frozenDataset({
    inputs: inputs.values,
    targets: table.values,
    rows: inputs.rows,
    features: inputs.width,
    ...(shape === undefined ? {} : { shape }),
    outputs: table.width,
    ...(names === undefined ? {} : { featureNames: [...names] }),
    ...(classes === undefined ? {} : { classes: [...classes] }),
  });
}

function readTargets(targets: unknown, rows: number, outputs: number | undefined) {
  if (!isArrayLike(targets) || isArrayLike(targets[0]))
    return readTable("dataset.targets", targets, { rows, width: outputs });
  const width = outputs ?? targets.length / rows;
  if (targets.length > 0 && !(Number.isInteger(width) && targets.length === rows * width))
    throw new ShapeError({
      where: "dataset.targets",
      received: targets,
      expected: `${outputs === undefined ? "a multiple of " : ""}${rows * (outputs ?? 1)} values for ${rows} rows`,
    });
  return readTable("dataset.targets", targets, { rows, width });
}

/** The complaint about `value` as a data set, or undefined where its shape is right. */
function shapeFault(value: unknown): { part: string; received: unknown; expected: string } | undefined {
  if (typeof value !== "object" || value === null)
    return { part: "", received: value, expected: "a data set, as dataset(…) makes it" };
  const d = value as Partial<Record<keyof Dataset, unknown>>;
  for (const part of ["rows", "features", "outputs"] as const) {
    const count = d[part];
    if (!(typeof count === "number" && Number.isInteger(count) && count >= 1))
      return { part: `.${part}`, received: count, expected: "a whole number ≥ 1" };
  }
  const [rows, features, outputs] = [Number(d.rows), Number(d.features), Number(d.outputs)];
  for (const [part, length] of [["inputs", rows * features] as const, ["targets", rows * outputs] as const]) {
    const values = d[part];
    if (!isFloat32Array(values) || values.length !== length)
      return { part: `.${part}`, received: values, expected: `a Float32Array of ${length} values` };
  }
  if (d.classes !== undefined && (!isNames(d.classes) || new Set(d.classes).size !== d.classes.length))
    return { part: ".classes", received: d.classes, expected: rules.classes.expected };
  if (d.classes !== undefined && outputs !== 1)
    return { part: ".outputs", received: outputs, expected: "1, a class number per row" };
  if (d.shape !== undefined && !(isShape(d.shape) && sizeOf(d.shape) === features))
    return { part: ".shape", received: d.shape, expected: `sizes of ${features} features` };
  if (d.featureNames !== undefined && (!isNames(d.featureNames) || d.featureNames.length !== features))
    return { part: ".featureNames", received: d.featureNames, expected: `${features} names` };
  return undefined;
}

/** true where `value` has a data set's shape; the values themselves are not read. */
export function isDataset(value: unknown): value is Dataset {
  return shapeFault(value) === undefined;
}

/** A data set's fields, each read once; what is no object, as it is. */
function shallowCopy(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { inputs, targets, rows, features, shape, outputs, featureNames, classes, standardised } = value as Dataset;
  return { inputs, targets, rows, features, shape, outputs, featureNames, classes, standardised };
}

/**
 * The fields of `value`, each read once, where it has a data set's shape (also a plain object made by hand); the values
 * themselves are not read.
 * @throws {ShapeError} naming the part that does not fit
 */
export function checkDataset(where: string, value: unknown): Dataset {
  const read = shallowCopy(value);
  const fault = shapeFault(read);
  if (fault !== undefined)
    throw new ShapeError({ where: `${where}${fault.part}`, received: fault.received, expected: fault.expected });
  return read as Dataset;
}

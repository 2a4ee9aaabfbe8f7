// Brings columns to mean 0 and deviation 1 with the figures of one data set.
import { DataError, FormatError, OptionError, ShapeError } from "../core/errors.ts";
import { checked, flag, whole } from "../core/options.ts";
import { checkDataset, type Dataset, frozenDataset } from "./dataset.ts";
import type { Standardizer, StandardizerFigures } from "./isStandardizer.ts";

const rules = { ddof: whole<number>(1, 0), targets: flag<boolean>(false) };

type Columns = { readonly mean: Float64Array; readonly deviation: Float64Array };

/**
 *   mean = Σx / m      deviation = √(Σ(x − mean)² / (m − ddof))
 *
 * in float64, in two passes, rows ascending. A column whose values are all equal has exactly that mean and deviation 0,
 * which the formula's rounding would miss.
 */
function figures(values: Float32Array, rows: number, width: number, ddof: number, where: string): Columns {
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  const varies = new Uint8Array(width);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < width; column++, at++) {
      mean[column] += values[at];
      if (values[at] !== values[column]) varies[column] = 1;
    }
  }
  for (let column = 0; column < width; column++) {
    mean[column] = varies[column] === 1 ? mean[column] / rows : values[column] + 0;
    if (!Number.isFinite(mean[column])) throw notFinite(where, values, width);
  }
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < width; column++, at++) {
      const from = values[at] - mean[column];
      squares[column] += from * from;
    }
  }
  return { mean, deviation: squares.map((sum, c) => (varies[c] === 1 ? Math.sqrt(sum / (rows - ddof)) : 0)) };
}

function notFinite(where: string, values: Float32Array, width: number): DataError {
  const at = values.findIndex((value) => !Number.isFinite(value));
  const [row, column] = [Math.floor(at / width), at % width];
  const location = `${where}, row ${row}, column ${column}`;
  return new DataError({ where: location, received: values[at], expected: "a finite number", row, column });
}

function forward(values: Float32Array, { mean, deviation }: Columns): Float32Array {
  const out = new Float32Array(values.length);
  for (let at = 0; at < values.length; )
    for (let c = 0; c < mean.length; c++, at++)
      out[at] = deviation[c] === 0 ? 0 : (values[at] - mean[c]) / deviation[c];
  return out;
}

function backward(values: Float32Array, { mean, deviation }: Columns): Float32Array {
  const out = new Float32Array(values.length);
  for (let at = 0; at < values.length; )
    for (let c = 0; c < mean.length; c++, at++) out[at] = values[at] * deviation[c] + mean[c];
  return out;
}

function checkWidth(where: string, received: number, columns: Columns, unit: string): void {
  if (received !== columns.mean.length)
    throw new ShapeError({
      where,
      received,
      expected: `${columns.mean.length} ${unit}`,
      hint: "The standardizer was fitted on a table of that width.",
    });
}

/**
 * A standardizer with the figures of `train`: x ← (x − mean)/SD.
 *
 *   mean = Σx / m      SD = √(Σ(x − mean)² / (m − ddof))
 *
 * Fit it on the training set alone and apply it to all three sets. Constant columns become 0.
 *
 * @param options.ddof  what is taken from m, whole and ≥ 0; default 1, the sample deviation
 * @param options.targets  whether regression targets are standardised too; default false
 * @throws {DataError} where m ≤ ddof, or a value is not finite
 * @throws {OptionError} with `targets: true` on data with classes
 * @example const scale = standardizer(train); const ready = scale.apply(train);
 * Differs: scikit-learn's StandardScaler divides by m (`ddof: 0`) and leaves a constant column's deviation at 1.
 */
export function standardizer(train: Dataset, options: { readonly ddof?: number; readonly targets?: boolean } = {}) {
  const data = checkDataset("standardizer", train);
  const { ddof, targets } = checked("standardizer", options, rules);
  if (data.rows <= ddof)
    throw new DataError({
      where: "standardizer",
      received: data.rows,
      expected: `more than ${ddof} rows`,
      hint: `The deviation divides by rows − ddof = ${data.rows - ddof}.`,
    });
  if (targets && data.classes !== undefined)
    throw new OptionError({
      where: "standardizer.targets",
      received: true,
      expected: "false, since the targets are class numbers",
    });
  const inputs = figures(data.inputs, data.rows, data.features, ddof, "standardizer, inputs");
  const outputs = targets ? figures(data.targets, data.rows, data.outputs, ddof, "standardizer, targets") : undefined;
  return build(ddof, inputs, outputs);
}

function build(ddof: number, inputs: Columns, outputs: Columns | undefined): Standardizer {
  const mapped = (where: string, value: Dataset, map: typeof forward, mark: true | undefined): Dataset => {
    const data = checkDataset(where, value);
    checkWidth(`${where}.features`, data.features, inputs, "features");
    if (outputs !== undefined) checkWidth(`${where}.outputs`, data.outputs, outputs, "outputs");
    if (mark && data.standardised)
      throw new DataError({ where, received: data, expected: "raw data", hint: "This data is standardised already." });
    const result = map(data.inputs, inputs);
    const targets = outputs === undefined ? data.targets.slice() : map(data.targets, outputs);
    if (!result.every(Number.isFinite)) throw notFinite(`${where}, inputs`, result, data.features);
    if (!targets.every(Number.isFinite)) throw notFinite(`${where}, targets`, targets, data.outputs);
    return frozenDataset({ ...data, inputs: result, targets, standardised: mark });
  };
  return Object.freeze({
    ddof,
    mean: inputs.mean.slice(),
    deviation: inputs.deviation.slice(),
    ...(outputs && { targetMean: outputs.mean.slice(), targetDeviation: outputs.deviation.slice() }),
    apply: (data: Dataset) => mapped("standardizer.apply", data, forward, true),
    restore: (data: Dataset) => mapped("standardizer.restore", data, backward, undefined),
    applyRows: (values: Float32Array, rows: number) => {
      checkWidth("standardizer.applyRows", values.length / rows, inputs, "features per row");
      return forward(values, inputs);
    },
    restoreTargets: (values: Float32Array) => {
      if (outputs === undefined) return values.slice();
      if (values.length % outputs.mean.length !== 0)
        checkWidth("standardizer.restoreTargets", values.length, outputs, "targets per row");
      return backward(values, outputs);
    },
    toJSON: () => ({
      ddof,
      mean: [...inputs.mean],
      deviation: [...inputs.deviation],
      ...(outputs && { targetMean: [...outputs.mean], targetDeviation: [...outputs.deviation] }),
    }),
  });
}

/** Figures lie within float32, deviations but for a factor of √2. */
function readColumns(mean: unknown, deviation: unknown): Columns {
  const numbers = (value: unknown, least: number): value is number[] =>
    Array.isArray(value) && value.every((v) => Number.isFinite(v) && v >= least && v < 2 ** 129);
  if (numbers(mean, -(2 ** 128)) && numbers(deviation, 0) && mean.length > 0 && mean.length === deviation.length)
    return { mean: Float64Array.from(mean), deviation: Float64Array.from(deviation) };
  throw new FormatError({ where: "standardizer", received: deviation, expected: "finite pairs, deviations ≥ 0" });
}

/**
 * The standardizer whose `toJSON()` gave `json`, bit for bit.
 * @throws {FormatError} where the figures are incomplete or not finite
 */
export function standardizerFromJSON(json: unknown): Standardizer {
  if (typeof json !== "object" || json === null)
    throw new FormatError({ where: "standardizer", received: json, expected: "means and deviations" });
  const { ddof, mean, deviation, targetMean, targetDeviation } = json as Partial<StandardizerFigures>;
  if (typeof ddof !== "number" || !rules.ddof.accepts(ddof))
    throw new FormatError({ where: "standardizer.ddof", received: ddof, expected: rules.ddof.expected });
  const outputs = targetMean === undefined ? undefined : readColumns(targetMean, targetDeviation);
  return build(ddof, readColumns(mean, deviation), outputs);
}

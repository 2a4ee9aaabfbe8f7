// The loss of the best prediction that ignores its inputs: what a network must beat.
import type { TargetColumn } from "../losses/loss.ts";
import { lossKind } from "../losses/losses.ts";
import type { Model } from "../network/model.ts";
import { log } from "../numbers/float64.ts";
import type { Tables } from "../objective/tables.ts";

/** One output's targets as a loss asks for them. */
function columnOf(values: Float64Array): TargetColumn {
  const average = (f: (target: number) => number) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += f(values[i]);
    return sum / values.length;
  };
  return {
    average,
    mean: average((t) => t),
    median: Float64Array.from(values).sort()[values.length >> 1],
    entropy: (p) => (p > 0 ? -p * log(p) : 0),
  };
}

/** Each output's targets in these rows of the table, as the loss sees them. */
function columnsOf({ core, spec }: Model, { form, targets }: Tables, rows: readonly number[]): Float64Array[] {
  const width = spec.outputs;
  const [low, high] = lossKind(spec.loss).levels(spec.loss.parameter ?? 0, width);
  const perRow = form === "values" ? width : 1;
  const values = rows.map((row) => core.read(targets, row * perRow, perRow));
  return Array.from({ length: width }, (_, c) =>
    Float64Array.from(values, (row) => {
      if (form === "values") return row[c];
      const label = width === 1 ? row[0] === 1 : row[0] === c;
      return label ? high : low;
    }),
  );
}

/** The loss of the best prediction that ignores its inputs: the outputs' shares added up, or their mean, as the loss has it. */
export function constantLoss(model: Model, tables: Tables, rows: readonly number[]): number {
  const { loss } = model.spec;
  const { baseline, elementwise } = lossKind(loss);
  const columns = columnsOf(model, tables, rows);
  const sum = columns.reduce((total, values) => total + baseline(columnOf(values), loss.parameter ?? 0), 0);
  return elementwise ? sum / columns.length : sum;
}

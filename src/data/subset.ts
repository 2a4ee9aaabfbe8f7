// Some rows of a data set.
import { DataError } from "../core/errors.ts";
import { floats } from "../core/floats.ts";
import { checkDataset, type Dataset, frozenDataset } from "./dataset.ts";

/**
 * The chosen rows, copied, in the order given; a row may be chosen twice.
 * @throws {DataError} where a row number is not 0…rows − 1, or none is given
 */
export function subset(data: Dataset, rows: Uint32Array | readonly number[]): Dataset {
  const source = checkDataset("subset", data);
  if (!(rows?.length > 0)) throw new DataError({ where: "subset", received: rows, expected: "at least one row" });
  const { features, outputs } = source;
  const inputs = floats("subset", rows.length * features);
  const targets = new Float32Array(rows.length * outputs);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!Number.isInteger(row) || row < 0 || row >= source.rows)
      throw new DataError({ where: `subset, row ${i}`, received: row, expected: `a row number 0…${source.rows - 1}` });
    inputs.set(source.inputs.subarray(row * features, (row + 1) * features), i * features);
    targets.set(source.targets.subarray(row * outputs, (row + 1) * outputs), i * outputs);
  }
  return frozenDataset({ ...source, inputs, targets, rows: rows.length });
}

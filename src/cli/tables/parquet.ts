// Parquet files as rows, a batch at a time. Loaded when one is read.
import type { RowBatch } from "../../data/rows.ts";
import { FileBytes } from "../fileBytes.ts";
import { ParquetColumn } from "./parquetColumn.ts";
import { parquetFile } from "./parquetFile.ts";
import { rowBatches } from "./rowBatches.ts";
import { failureIn } from "./tableFault.ts";

/** Rows that are unpacked at once. */
const STRETCH = 1 << 17;

/**
 * Header and rows; memory is that of a stretch of rows. What the file says of itself is compared with its bytes before it is believed.
 *
 * @throws {Failure} where the file cannot be read, with its name
 */
export async function* parquetRows(path: string): AsyncGenerator<RowBatch> {
  const file = await FileBytes.open(path);
  try {
    const { names, groups } = await parquetFile(file);
    yield { rows: [names] };
    for (const { rows, chunks } of groups) {
      const columns = chunks.map((chunk) => new ParquetColumn(file, chunk));
      for (let from = 0; from < rows; from += STRETCH) {
        const to = Math.min(rows, from + STRETCH);
        const values: ArrayLike<unknown>[] = [];
        for (const column of columns) values.push(await column.read(from, to));
        yield* rowBatches(names.length, to - from, (row, column) => values[column][row]);
      }
    }
  } catch (error) {
    throw failureIn(path, "Parquet", error);
  } finally {
    await file.close();
  }
}

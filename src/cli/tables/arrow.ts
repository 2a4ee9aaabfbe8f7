// Arrow IPC files and streams (Feather too) as the text of a table. Loaded when one is read; knows no target.
import { readFile } from "node:fs/promises";
import { tableFromIPC } from "@uwdata/flechette";
import { Failure } from "../failure.ts";
import { headerText, rowsText } from "./rowsText.ts";

const ROWS = 1 << 14;

export async function* arrowText(path: string): AsyncGenerator<string> {
  const bytes = await readFile(path);
  try {
    const table = tableFromIPC(bytes, { useBigInt: true });
    const names = table.names as string[];
    yield headerText(names);
    for (let from = 0; from < table.numRows; from += ROWS) {
      const count = Math.min(ROWS, table.numRows - from);
      yield rowsText(count, names.length, (row, column) => table.getChildAt(column).at(from + row));
    }
  } catch (error) {
    throw new Failure(`${path}: it cannot be read as Arrow (${(error as Error).message}).`);
  }
}

// Reads files as the command line does, in a process that readMutants.ts starts.
import { createHash } from "node:crypto";
import { images } from "../../src/cli/images.ts";
import { sourceOf } from "../../src/cli/source.ts";
import { answerFiles } from "./answerFiles.ts";

/** Rows and columns of a table, and a hash of its cells. */
async function tableOf(rows: AsyncIterable<{ rows: readonly (readonly unknown[])[] }>) {
  const hash = createHash("sha256");
  let count = -1;
  let width: number | undefined;
  for await (const batch of rows) {
    for (const row of batch.rows) {
      width ??= row.length;
      if (row.length !== width) throw new Error(`row ${count} has ${row.length} cells, the header ${width}`);
      for (const cell of row)
        if (cell !== null && typeof cell !== "number" && typeof cell !== "string")
          throw new Error(`row ${count} has a cell of type ${typeof cell}`);
      count++;
    }
    hash.update(JSON.stringify(batch.rows));
  }
  if (width === undefined || width === 0) throw new Error("a table without columns");
  return `${count} × ${width}, ${hash.digest("hex").slice(0, 16)}`;
}

async function read(path: string): Promise<string> {
  const source = await sourceOf(path);
  if (source.kind === "table") return tableOf(source.open());
  if (source.kind !== "idx") throw new Error(`${path} is no file`);
  const { inputs, rows, features, targets } = await images(path);
  return `${rows} × ${features}, ${createHash("sha256").update(inputs).update(Float32Array.from(targets)).digest("hex").slice(0, 16)}`;
}

answerFiles(read);

// Reads files as the command line does, in a process that readMutants.ts starts.
import { createHash } from "node:crypto";
import { Network } from "../../src/api/network.ts";
import { imageBatches } from "../../src/cli/images.ts";
import { readWhole } from "../../src/cli/readWhole.ts";
import { sourceOf } from "../../src/cli/source.ts";
import { readRows } from "../../src/data/readRows.ts";
import { answerFiles } from "./answerFiles.ts";

/** What the command line says of a table without a header. */
const emptyError = () => readRows((async function* () {})(), { target: "y" }).catch((error: unknown) => error);

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
  if (width === undefined) throw await emptyError();
  if (width === 0) throw new Error("a table without columns");
  return `${count} × ${width}, ${hash.digest("hex").slice(0, 16)}`;
}

/** Tensors of a model and a hash of their numbers. */
async function modelOf(path: string): Promise<string> {
  const network = await Network.load(await readWhole(path));
  try {
    const classes = String(network.model.classes);
    return `${network.parameters.length} × 1, ${network.fingerprint()}, ${classes}`;
  } finally {
    network.dispose();
  }
}

async function read(path: string): Promise<string> {
  if (path.endsWith(".safetensors")) return modelOf(path);
  const source = await sourceOf(path);
  if (source.kind === "table") return tableOf(source.open());
  if (source.kind !== "idx") throw new Error(`${path} is no file`);
  const hash = createHash("sha256");
  let [count, features] = [0, 0];
  for await (const { inputs, rows, targets } of imageBatches(path)) {
    count += rows;
    features = inputs.length / rows;
    hash.update(inputs).update(targets);
  }
  return `${count} × ${features}, ${hash.digest("hex").slice(0, 16)}`;
}

answerFiles(read);

// IDX images and the labels that belong to them. Knows no network.
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Dataset } from "../data/dataset.ts";
import { idx } from "../data/idx.ts";
import { Failure } from "./failure.ts";

/** The labels' name by that of the images: train-images-idx3-ubyte → train-labels-idx1-ubyte. */
const labelsName = (path: string) => basename(path).replace("images", "labels").replace("idx3", "idx1");

/** The labels beside the images, packed or not. */
async function labelsBeside(path: string): Promise<string | undefined> {
  const name = labelsName(path);
  for (const candidate of [name, `${name}.gz`, name.replace(/\.gz$/, "")]) {
    const file = join(dirname(path), candidate);
    if (file !== path && (await stat(file).catch(() => undefined))?.isFile()) return file;
  }
  return undefined;
}

/** Images with their labels. @throws {Failure} where there are no labels */
export async function labelledImages(path: string, file: string | undefined): Promise<Dataset> {
  const labels = file ?? (await labelsBeside(path));
  if (labels === undefined)
    throw new Failure(
      `${path}: these are images; their labels were looked for as ${labelsName(path)}. Name them with --labels.`,
    );
  return idx(await readFile(path), await readFile(labels));
}

/** Images whose labels may be missing: then the targets are empty. */
export async function images(
  path: string,
): Promise<Pick<Dataset, "inputs" | "rows" | "features" | "targets" | "classes">> {
  const labels = await labelsBeside(path);
  if (labels !== undefined) return labelledImages(path, labels);
  const bytes = await readFile(path);
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  const count = plain.length >= 8 ? plain.readUInt32BE(4) : 0;
  // labels of 0 stand in: 2049, their number, and a byte for each
  const none = Buffer.alloc(8 + Math.min(count, plain.length));
  none.writeUInt32BE(2049, 0);
  none.writeUInt32BE(count, 4);
  const { inputs, rows, features } = await idx(plain, none);
  return { inputs, rows, features, targets: new Float32Array() };
}

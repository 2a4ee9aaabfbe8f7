// IDX images and the labels that belong to them, as a data set or in batches. Knows no network.
import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { FormatError } from "../core/errors.ts";
import { type Dataset, frozenDataset } from "../data/dataset.ts";
import { IDX_IMAGES, IDX_LABELS, idxClasses, idxScaled, requireIdxLabels } from "../data/idx.ts";
import { takeBytes } from "./byteSource.ts";
import { exitCodes } from "./exitCodes.ts";
import { Failure } from "./failure.ts";
import { type IdxFile, idxFile } from "./idxFile.ts";

/** Pixels of a batch, but for images that are larger. */
const BATCH = 1 << 18;
/** Pixels that can be trained on: as float32 they fill WebAssembly's 4 GiB. */
const MOST_PIXELS = 2 ** 30;

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

/** Some images, and their class numbers where they are known, else none. */
export interface ImageBatch {
  readonly inputs: Float32Array;
  readonly rows: number;
  readonly targets: Float32Array;
}

/** Images and labels, both open. */
class LabelledFile {
  readonly rows: number;
  readonly height: number;
  readonly width: number;
  readonly #images: IdxFile;
  readonly #labels: IdxFile | undefined;
  readonly #labelsPath: string;

  private constructor(images: IdxFile, labels: IdxFile | undefined, labelsPath: string) {
    [this.rows, this.height, this.width] = images.dimensions;
    this.#images = images;
    this.#labels = labels;
    this.#labelsPath = labelsPath;
  }

  static async open(path: string, labelsPath: string | undefined): Promise<LabelledFile> {
    const images = await idxFile(path, IDX_IMAGES);
    try {
      const labels = labelsPath === undefined ? undefined : await idxFile(labelsPath, IDX_LABELS);
      const file = new LabelledFile(images, labels, labelsPath ?? "");
      if (labels === undefined || labels.dimensions[0] === file.rows) return file;
      await labels.close();
      throw new FormatError({
        where: labelsPath ?? "",
        received: `${labels.dimensions[0]} labels`,
        expected: `${file.rows}, one per image of ${path}`,
      });
    } catch (error) {
      await images.close();
      throw error;
    }
  }

  /** All images, some at a time. */
  async *batches(): AsyncGenerator<ImageBatch> {
    const features = this.height * this.width;
    const size = Math.max(1, Math.floor(BATCH / features));
    for (let from = 0; from < this.rows; from += size) {
      const rows = Math.min(size, this.rows - from);
      const pixels = await takeBytes(this.#images.body, rows * features);
      const labels = this.#labels === undefined ? new Uint8Array() : await takeBytes(this.#labels.body, rows);
      requireIdxLabels(this.#labelsPath, labels, from);
      yield {
        inputs: Float32Array.from(pixels, (pixel) => idxScaled[pixel]),
        rows,
        targets: Float32Array.from(labels),
      };
    }
  }

  async close(): Promise<void> {
    await this.#images.close();
    await this.#labels?.close();
  }
}

/** Images with their labels as a data set. @throws {Failure} where there are no labels, or too many images */
export async function labelledImages(path: string, file: string | undefined): Promise<Dataset> {
  const labelsPath = file ?? (await labelsBeside(path));
  if (labelsPath === undefined)
    throw new Failure(
      `${path}: these are images; their labels were looked for as ${labelsName(path)}. Name them with --labels.`,
    );
  const images = await LabelledFile.open(path, labelsPath);
  try {
    const { rows, height, width } = images;
    const features = height * width;
    if (rows * features > MOST_PIXELS)
      throw new Failure(
        `${path}: it has ${rows} images of ${features} pixels, together ${rows * features}; at most ${MOST_PIXELS} fit into WebAssembly's 4 GiB. Train on fewer images.`,
        exitCodes.failed,
      );
    const inputs = new Float32Array(rows * features);
    const targets = new Float32Array(rows);
    let row = 0;
    for await (const batch of images.batches()) {
      inputs.set(batch.inputs, row * features);
      targets.set(batch.targets, row);
      row += batch.rows;
    }
    const shape = [height, width, 1] as const;
    return frozenDataset({ inputs, targets, rows, features, shape, outputs: 1, classes: [...idxClasses] });
  } finally {
    await images.close();
  }
}

/** Images in batches, with the labels beside them where there are some; memory is that of a batch. */
export async function* imageBatches(path: string): AsyncGenerator<ImageBatch> {
  const images = await LabelledFile.open(path, await labelsBeside(path));
  try {
    yield* images.batches();
  } finally {
    await images.close();
  }
}

// Files that are large, or unpack to much: memory is that of a piece, and what cannot be read is named with its size.
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { createGzip, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { imageBatches, labelledImages } from "../../src/cli/images.ts";
import { readWhole } from "../../src/cli/readWhole.ts";
import { dense, Network } from "../../src/index.ts";
import { npy } from "../support/npy.ts";
import { workshop } from "./support.ts";

const { path, start } = workshop();

const words = (...values: number[]) => {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) buffer.writeUInt32BE(value, 4 * i);
  return buffer;
};

/** The most memory of a run of the binary, in bytes, and its exit code. */
async function peakOf(...command: string[]): Promise<number> {
  const says = 'process.on("exit", () => console.error("peak", process.resourceUsage().maxRSS))';
  const run = start(command, ["--import", `data:text/javascript,${encodeURIComponent(says)}`]);
  run.input.end();
  expect(await run.ended, run.said()).toBe(0);
  return 1024 * Number(/peak (\d+)/.exec(run.said())?.[1]);
}

test.each(["False", "True"] as const)(
  "predict takes no more memory for a table that is 8 times as long (Fortran's order: %s)",
  async (order) => {
    const width = 256;
    const network = await Network.create({ inputs: width, layers: [dense(1)], loss: "meanSquaredError" });
    writeFileSync(path("m.safetensors"), network.save());
    const peaks: number[] = [];
    for (const rows of [5_000, 40_000]) {
      const begin = npy({ type: "<f8", shape: `(${rows}, ${width})`, order }, new Uint8Array());
      writeFileSync(path("t.npy"), begin);
      truncateSync(path("t.npy"), begin.length + rows * width * 8);
      peaks.push(await peakOf("predict", "m.safetensors", "t.npy", "--out", "p.csv"));
      expect(readFileSync(path("p.csv"), "utf8").length).toBe("prediction\n".length + 2 * rows);
    }
    expect(peaks[1] - peaks[0]).toBeLessThan(32 * 2 ** 20); // of 72 MB more
  },
);

describe("IDX", () => {
  test("images in batches are the data set", async () => {
    const [rows, height, width] = [700, 28, 28];
    const pixels = Buffer.from(Array.from({ length: rows * height * width }, (_, i) => (i * 31) % 251));
    const labels = Buffer.from(Array.from({ length: rows }, (_, i) => i % 10));
    writeFileSync(path("b-images-idx3-ubyte.gz"), gzipSync(Buffer.concat([words(0x803, rows, height, width), pixels])));
    writeFileSync(path("b-labels-idx1-ubyte"), Buffer.concat([words(0x801, rows), labels]));
    const data = await labelledImages(path("b-images-idx3-ubyte.gz"), undefined);
    expect(data).toMatchObject({ rows, features: 784, shape: [28, 28, 1], outputs: 1, classes: [..."0123456789"] });
    expect(Buffer.from(data.inputs.buffer).equals(Buffer.from(Float32Array.from(pixels, (p) => p / 255).buffer))).toBe(
      true,
    );
    expect([...data.targets]).toEqual([...labels]);
    const batches = [];
    for await (const batch of imageBatches(path("b-images-idx3-ubyte.gz"))) batches.push(batch);
    expect(batches.length).toBeGreaterThan(2);
    const joined = Buffer.concat(batches.map(({ inputs }) => Buffer.from(inputs.buffer)));
    expect(joined.equals(Buffer.from(data.inputs.buffer))).toBe(true);
    expect(batches.flatMap(({ targets }) => [...targets])).toEqual([...data.targets]);
  });

  test("a packed file is read no further than its header says", async () => {
    const gzip = createGzip({ level: 1 });
    const chunks: Uint8Array[] = [];
    gzip.on("data", (chunk) => chunks.push(chunk));
    const ended = new Promise((resolve) => gzip.on("end", resolve));
    gzip.write(words(0x803, 2, 2, 2));
    for (let i = 0; i < 256; i++) gzip.write(Buffer.alloc(1 << 20));
    gzip.end();
    await ended;
    writeFileSync(path("bomb-images-idx3-ubyte.gz"), Buffer.concat(chunks));
    writeFileSync(path("bomb-labels-idx1-ubyte"), Buffer.concat([words(0x801, 2), Buffer.of(0, 1)]));
    const before = process.resourceUsage().maxRSS;
    await expect(labelledImages(path("bomb-images-idx3-ubyte.gz"), undefined)).rejects.toThrow(
      /bomb-images-idx3-ubyte\.gz: got "\d+ bytes or more", expected 24 bytes for 2 × 2 × 2\. Something was added/,
    );
    expect(1024 * (process.resourceUsage().maxRSS - before)).toBeLessThan(64 * 2 ** 20); // of 256 MB
  });

  test("above 2 GiB the first images are there at once, and training says what it has room for", async () => {
    const rows = 2 ** 22;
    const [imagesName, labelsName] = ["l-images-idx3-ubyte", "l-labels-idx1-ubyte"];
    writeFileSync(path(imagesName), Buffer.concat([words(0x803, rows, 32, 32), Buffer.of(255)]));
    truncateSync(path(imagesName), 16 + rows * 1024);
    for await (const { inputs } of imageBatches(path(imagesName))) {
      expect([...inputs.subarray(0, 3)]).toEqual([1, 0, 0]);
      break;
    }
    writeFileSync(path(labelsName), words(0x801, rows));
    truncateSync(path(labelsName), 8 + rows);
    await expect(labelledImages(path(imagesName), undefined)).rejects.toThrow(
      /l-images-idx3-ubyte: it has 4194304 images of 1024 pixels, together 4294967296; at most 1073741824 fit/,
    );
  });
});

describe("models", () => {
  const sized = (name: string, begin: Uint8Array, size: number) => {
    writeFileSync(path(name), begin);
    truncateSync(path(name), size);
    return path(name);
  };
  const header = Buffer.from("\x02\0\0\0\0\0\0\0{}");

  test("a large file that is none is refused before it is in memory", async () => {
    await expect(readWhole(sized("m.bin", new Uint8Array(), 3 * 2 ** 30))).rejects.toThrow(
      /m\.bin: it is no model or checkpoint/,
    );
  });

  test("one that no network's memory holds is named with its size and the limit", async () => {
    await expect(readWhole(sized("m.bin", header, 5 * 2 ** 30))).rejects.toThrow(
      /m\.bin: it has 5368709120 bytes; expected at most 4294967295/,
    );
  });

  test("what is larger than a piece is read whole", async () => {
    const bytes = await readWhole(sized("m.bin", header, 20_000_000));
    expect(bytes.length).toBe(20_000_000);
    expect(Buffer.from(bytes.subarray(0, 10))).toEqual(header);
  });
});

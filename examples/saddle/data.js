// Small pictures of ten classes: 8 × 8 digits, or Fashion-MNIST averaged down to 10 × 10.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { builtin, dataset, idx } from "ravine";

const DEBIAN = "/usr/share/datasets/fashion-mnist";
const SIDE = 28;

/** Pixels from 0 to 1, the first `rows` of them. */
export async function digits(rows = 1797) {
  const { inputs, targets, classes } = await builtin("digits");
  const pixels = inputs.slice(0, 64 * rows).map((v) => v / 16);
  return dataset({ inputs: pixels, features: 64, targets: targets.slice(0, rows), classes });
}

/** How much of each of `from` cells lies in each of `to` cells of the same length: [to][from], rows sum to 1. */
const shares = (from, to) =>
  Array.from({ length: to }, (_, i) =>
    Array.from({ length: from }, (_, k) => {
      const low = Math.max(k, (i * from) / to);
      const high = Math.min(k + 1, ((i + 1) * from) / to);
      return (Math.max(0, high - low) * to) / from;
    }),
  );

/** The mean of each of to × to equal squares of a 28 × 28 picture. */
function averaged(picture, to) {
  const overlaps = shares(SIDE, to);
  const out = new Float32Array(to * to);
  for (let y = 0; y < to; y++)
    for (let x = 0; x < to; x++) {
      let sum = 0;
      for (let r = 0; r < SIDE; r++) {
        if (overlaps[y][r] === 0) continue;
        for (let c = 0; c < SIDE; c++) sum += overlaps[y][r] * overlaps[x][c] * picture[r * SIDE + c];
      }
      out[y * to + x] = sum;
    }
  return out;
}

/** The first rows of Fashion-MNIST's training set, 10 × 10 pixels from 0 to 1; null where Debian's package is not installed. */
export async function fashion(rows = 1000, folder = DEBIAN) {
  const names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"];
  const paths = names.map((name) => [join(folder, `${name}.gz`), join(folder, name)].find((path) => existsSync(path)));
  if (paths.includes(undefined)) return null;
  const { inputs, targets } = await idx(...(await Promise.all(paths.map((path) => readFile(path)))));
  const most = inputs.reduce((a, b) => Math.max(a, b), 0);
  const scale = most > 1 ? 1 / 255 : 1;
  const small = new Float32Array(rows * 100);
  const size = SIDE * SIDE;
  for (let row = 0; row < rows; row++) {
    const picture = inputs.subarray(row * size, (row + 1) * size);
    small.set(
      averaged(picture, 10).map((v) => v * scale),
      row * 100,
    );
  }
  const classes = "T-shirt Trouser Pullover Dress Coat Sandal Shirt Sneaker Bag Boot".split(" ");
  return dataset({ inputs: small, features: 100, targets: targets.slice(0, rows), classes });
}

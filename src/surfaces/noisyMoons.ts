// Logistic regression on two noisy half moons, seen through minibatches. Knows no optimizer.
import { log } from "../numbers/float64.ts";
import { exp } from "../numbers/powers.ts";
import { packedMoons } from "./packedMoons.ts";
import type { Surface } from "./surface.ts";

const BATCH = 10;

/** A point as [x₁, x₂, 1], and its class. */
interface Row {
  readonly a: readonly [number, number, number];
  readonly y: number;
}

interface Moons {
  readonly rows: readonly Row[];
  readonly batches: readonly (readonly Row[])[];
}
let known: Moons | undefined;

const POINTS = 200;
const POINT_BYTES = 6;
const CLASSES_AT = POINTS * POINT_BYTES;
const MINIBATCHES_AT = CLASSES_AT + POINTS / 8;

/** All rows, and the minibatches; unpacked when they are first needed. */
function moons(): Moons {
  if (known !== undefined) return known;
  const bytes = Uint8Array.from(atob(packedMoons), (byte) => byte.charCodeAt(0));
  const millionths = (at: number) => (((bytes[at] << 8) | (bytes[at + 1] << 16) | (bytes[at + 2] << 24)) >> 8) / 1e6;
  const rows = Array.from({ length: POINTS }, (_, i): Row => {
    const at = i * POINT_BYTES;
    return { a: [millionths(at), millionths(at + 3), 1], y: (bytes[CLASSES_AT + (i >> 3)] >> (i & 7)) & 1 };
  });
  const order = Array.from(bytes.subarray(MINIBATCHES_AT), (row) => rows[row]);
  const batches = Array.from({ length: order.length / BATCH }, (_, k) => order.slice(BATCH * k, BATCH * (k + 1)));
  known = { rows, batches };
  return known;
}

/** w·a */
const score = (w: ArrayLike<number>, { a }: Row) => w[0] * a[0] + w[1] * a[1] + w[2] * a[2];

/** 1/(1 + e⁻ᶻ), from e^−|z|, which cannot overflow. */
function logistic(z: number): number {
  const e = exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/**
 * Logistic regression with the weights w = (w₁, w₂, bias) on 200 points; the gradient of step t is that of minibatch t mod 100.
 *
 *   value(w) = mean over all rows of ln(1 + eᶻ) − yz,  z = w·(x₁, x₂, 1)
 *   gradient(w, t) = mean over the minibatch of (σ(z) − y)(x₁, x₂, 1);  without t over all rows
 */
export const noisyMoons: Surface = /* @__PURE__ */ Object.freeze<Surface>({
  value(w) {
    const { rows } = moons();
    let sum = 0;
    for (const row of rows) {
      const z = score(w, row);
      sum += Math.max(z, 0) + log(1 + exp(-Math.abs(z))) - row.y * z;
    }
    return sum / rows.length;
  },
  gradient(w, step) {
    const { rows, batches } = moons();
    const batch = step === undefined ? rows : batches[step % batches.length];
    const sums = [0, 0, 0];
    for (const row of batch) {
      const slope = logistic(score(w, row)) - row.y;
      row.a.forEach((a, i) => {
        sums[i] += slope * a;
      });
    }
    return sums.map((sum) => sum / batch.length);
  },
  hessian(w) {
    const { rows } = moons();
    const sums = [0, 1, 2].map(() => [0, 0, 0]);
    for (const row of rows) {
      const p = logistic(score(w, row));
      row.a.forEach((a, i) => {
        row.a.forEach((b, k) => {
          sums[i][k] += p * (1 - p) * (a * b);
        });
      });
    }
    return sums.map((row) => row.map((sum) => sum / rows.length));
  },
  bounds: [
    [-2, 3],
    [-6, 1],
    [-1, 2],
  ],
  start: [-1.5, -0.5, 0],
  minimum: [1.1718543274959166, -4.064864817815231, 0.5138479809485268],
});

// Eigenvalues and eigenvectors of a symmetric matrix, with + − × ÷ √ alone: the same bits on every engine.

/** Eigenvalues ascending; `vectors[i]` belongs to `values[i]` and has length 1. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

/** Squared lengths below this count as 0 beside a matrix whose largest number is about 1. */
const NEGLIGIBLE = 2 ** -900;
/** So do its off-diagonals below this, also between zeros, where QL would turn in vain. */
const LEAST = 2 ** -100;

/** Writes into `v` a reflector √2·v that makes column k of `a` zero below the off-diagonal. @returns the off-diagonal; whether there is one */
function reflector(a: readonly Float64Array[], k: number, v: Float64Array): [number, boolean] {
  const n = a.length;
  let square = 0;
  for (let i = k + 1; i < n; i++) {
    v[i] = a[i][k];
    square += v[i] * v[i];
  }
  const alpha = v[k + 1] > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  v[k + 1] -= alpha;
  let length = 0;
  for (let i = k + 1; i < n; i++) length += v[i] * v[i];
  if (length < NEGLIGIBLE) return [0, false];
  const scale = Math.sqrt(2 / length);
  for (let i = k + 1; i < n; i++) v[i] *= scale;
  return [alpha, true];
}

/** A ← A − v·qᵀ − q·vᵀ,  p = A·v,  q = p − ½(pᵀv)·v, below and right of k; `p` is overwritten. */
function reflect(a: readonly Float64Array[], k: number, v: Float64Array, p: Float64Array): void {
  const n = a.length;
  let dot = 0;
  for (let i = k + 1; i < n; i++) {
    const row = a[i];
    let sum = 0;
    for (let j = k + 1; j < n; j++) sum += row[j] * v[j];
    p[i] = sum;
    dot += sum * v[i];
  }
  for (let i = k + 1; i < n; i++) p[i] -= 0.5 * dot * v[i];
  for (let i = k + 1; i < n; i++) {
    const row = a[i];
    const vi = v[i];
    const pi = p[i];
    for (let j = k + 1; j < n; j++) row[j] -= vi * p[j] + pi * v[j];
  }
}

/** Overwrites `a` with the product of the reflectors. */
function multiplyReflectors(a: readonly Float64Array[], reflectors: readonly (Float64Array | null)[]): void {
  const n = a.length;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) a[i][j] = i === j ? 1 : 0;
  for (let k = n - 2; k >= 0; k--) {
    const v = reflectors[k];
    if (v === null) continue;
    for (let j = k; j < n; j++) {
      let dot = 0;
      for (let i = k + 1; i < n; i++) dot += v[i] * a[i][j];
      for (let i = k + 1; i < n; i++) a[i][j] -= dot * v[i];
    }
  }
}

/**
 * Householder's reduction to a tridiagonal matrix T = QᵀAQ.
 *
 * @param a  n rows of n, symmetric; overwritten by Q (column k is the k-th basis vector) where `vectors` is on
 * @returns the diagonal, and the off-diagonal in elements 1 … n − 1. Yields after each column, so that a long reduction can rest.
 * @see Golub & Van Loan, Matrix Computations, 4th edition, algorithm 8.3.1
 */
function* tridiagonalise(a: Float64Array[], vectors: boolean): Generator<void, [Float64Array, Float64Array]> {
  const n = a.length;
  const off = new Float64Array(n);
  const reflectors: (Float64Array | null)[] = [];
  const p = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    const v = new Float64Array(n);
    const [alpha, found] = reflector(a, k, v);
    off[k + 1] = alpha;
    if (found) reflect(a, k, v, p);
    reflectors.push(found ? v : null);
    yield;
  }
  const diagonal = Float64Array.from(a, (row, i) => row[i]);
  if (vectors) multiplyReflectors(a, reflectors);
  return [diagonal, off];
}

const hypotenuse = (a: number, b: number) => Math.sqrt(a * a + b * b);

/**
 * Implicit QL with Wilkinson's shifts on a tridiagonal matrix; turns the columns of `q` along, if there is one. Yields after
 * each eigenvalue.
 * @see Bowdler, Martin, Reinsch & Wilkinson 1968, The QR and QL algorithms for symmetric matrices
 */
function* turn(diagonal: Float64Array, off: Float64Array, q: Float64Array[] | null): Generator<void, void> {
  const n = diagonal.length;
  off.copyWithin(0, 1);
  off[n - 1] = 0;
  for (let low = 0; low < n; low++) {
    for (let sweep = 0; sweep < 60; sweep++) {
      let high = low;
      for (; high < n - 1; high++) {
        const size = Math.abs(diagonal[high]) + Math.abs(diagonal[high + 1]);
        if (Math.abs(off[high]) <= Math.max(LEAST, Number.EPSILON * size)) break;
      }
      if (high === low) break;
      let g = (diagonal[low + 1] - diagonal[low]) / (2 * off[low]);
      let r = hypotenuse(g, 1);
      g = diagonal[high] - diagonal[low] + off[low] / (g + (g >= 0 ? r : -r));
      let s = 1;
      let c = 1;
      let shift = 0;
      let split = false;
      for (let i = high - 1; i >= low; i--) {
        const f = s * off[i];
        const b = c * off[i];
        r = hypotenuse(f, g);
        off[i + 1] = r;
        if (r === 0) {
          diagonal[i + 1] -= shift;
          off[high] = 0;
          split = true;
          break;
        }
        s = f / r;
        c = g / r;
        g = diagonal[i + 1] - shift;
        r = (diagonal[i] - g) * s + 2 * c * b;
        shift = s * r;
        diagonal[i + 1] = g + shift;
        g = c * r - b;
        if (q === null) continue;
        for (const row of q) {
          const upper = row[i + 1];
          row[i + 1] = s * row[i] + c * upper;
          row[i] = c * row[i] - s * upper;
        }
      }
      if (split) continue;
      diagonal[low] -= shift;
      off[low] = g;
      off[high] = 0;
    }
    yield;
  }
}

/** A power of two that brings the largest number between ½ and 1: squares then neither vanish nor overflow, and no bit is lost. */
function scaleOf(a: readonly Float64Array[]): number {
  let largest = 0;
  for (const row of a) for (const value of row) largest = Math.max(largest, Math.abs(value));
  let scale = 1;
  if (!(largest > 0) || largest === Number.POSITIVE_INFINITY) return scale;
  while (largest * scale < 0.5 && scale < 2 ** 1000) scale *= 2;
  while (largest * scale >= 1) scale /= 2;
  return scale;
}

/** As `symmetricEigen`, in pieces; overwrites `a`. */
function* eigenSteps(a: Float64Array[], vectors: boolean): Generator<void, Eigen> {
  const n = a.length;
  const scale = scaleOf(a);
  if (scale !== 1) for (const row of a) for (let j = 0; j < n; j++) row[j] *= scale;
  const [diagonal, off] = yield* tridiagonalise(a, vectors);
  yield* turn(diagonal, off, vectors ? a : null);
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => diagonal[i] - diagonal[j] || i - j);
  return {
    values: Float64Array.from(order, (i) => diagonal[i] / scale),
    vectors: vectors ? order.map((i) => Float64Array.from(a, (row) => row[i])) : [],
  };
}

/** As `symmetricEigen`, with `rest` awaited between pieces; overwrites `a`, and gives no eigenvectors without `vectors`. */
export async function eigenResting(a: Float64Array[], vectors: boolean, rest: () => Promise<void>): Promise<Eigen> {
  const steps = eigenSteps(a, vectors);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await rest();
  }
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix, in float64; only its lower triangle need be right within rounding.
 * @param matrix  n rows of n; kept
 */
export function symmetricEigen(matrix: readonly ArrayLike<number>[]): Eigen {
  const steps = eigenSteps(
    matrix.map((row) => Float64Array.from(row)),
    true,
  );
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

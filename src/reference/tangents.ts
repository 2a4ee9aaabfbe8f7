// Twins of assembly/layers/denseTangent.ts and assembly/vectors: products that add, and combinations of long vectors.
import type { Twins } from "./twin.ts";

export const tangentTwins = {
  /** Ẏ ← Ẏ + Ẋ·Wᵀ */
  denseTangent(m, { outputTangents, inputTangents, weights, rows, inputWidth, outputWidth }) {
    for (let r = 0; r < rows; r++)
      for (let o = 0; o < outputWidth; o++)
        for (let k = 0; k < inputWidth; k++)
          m[outputTangents + r * outputWidth + o] +=
            m[inputTangents + r * inputWidth + k] * m[weights + o * inputWidth + k];
  },
  /** R{dX} ← R{dX} + dY·V */
  denseInputTangent(m, { inputGradientTangents, outputGradients, directions, rows, inputWidth, outputWidth }) {
    for (let r = 0; r < rows; r++)
      for (let k = 0; k < inputWidth; k++)
        for (let o = 0; o < outputWidth; o++)
          m[inputGradientTangents + r * inputWidth + k] +=
            m[outputGradients + r * outputWidth + o] * m[directions + o * inputWidth + k];
  },
  /** cᵢ = ⟨bᵢ, v⟩ */
  basisProject(m, { coefficients, basis, vector, vectors, count }) {
    for (let i = 0; i < vectors; i++) {
      let sum = 0;
      for (let k = 0; k < count; k++) sum += m[basis + i * count + k] * m[vector + k];
      m[coefficients + 2 * i] = sum;
    }
  },
  /** v ← v + Σ cᵢbᵢ */
  basisCombine(m, { vector, basis, coefficients, vectors, count }) {
    for (let i = 0; i < vectors; i++)
      for (let k = 0; k < count; k++) m[vector + k] += m[coefficients + 2 * i] * m[basis + i * count + k];
  },
  /** t ← t + v, v ← 0 */
  totalsAdd(m, { totals, vector, count }) {
    for (let k = 0; k < count; k++) {
      m[totals + 2 * k] += m[vector + k];
      m[vector + k] = 0;
    }
  },
  /** v ← t */
  totalsRound(m, { vector, totals, count }) {
    for (let k = 0; k < count; k++) m[vector + k] = m[totals + 2 * k];
  },
  /** v ← 0 */
  vectorClear(m, { vector, count }) {
    m.fill(0, vector, vector + count);
  },
} as const satisfies Partial<Twins>;

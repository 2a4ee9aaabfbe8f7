// Twins of assembly/layers/layerNorm.ts, in the paper's words: Ba, Kiros & Hinton 2016, equations 3 and 4, and their derivatives.
import type { TwinsOf } from "./twin.ts";

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
/** Row `r` of a tensor of `width` columns; 0 where there is none. */
const row = (m: Float64Array, tensor: number, r: number, width: number): number[] =>
  Array.from({ length: width }, (_, k) => (tensor < 0 ? 0 : m[tensor + r * width + k]));
/** u − mean u */
const centered = (u: readonly number[]): number[] => {
  const first = mean(u);
  return u.map((v) => v - first);
};
/** mean(u·x̂) of a centered u */
const alongOf = (u: readonly number[], x: readonly number[]) => mean(u.map((v, k) => v * x[k]));
/** s·(u − mean u − x̂·mean(u·x̂)): what normalising does to a change u of a row. Σx̂ = 0, so that u's mean is no part of the last. */
const projected = (u: readonly number[], x: readonly number[], s: number) => {
  const rest = centered(u);
  const second = alongOf(rest, x);
  return rest.map((v, k) => s * (v - x[k] * second));
};

export const layerNormTwins = {
  /** x̂ = (x − μ)/√(σ² + ε), y = γx̂ + β */
  layerNormForward(m, { outputs, normalised, scales, inputs, gains, biases, epsilon, rows, width }) {
    for (let r = 0; r < rows; r++) {
      const x = row(m, inputs, r, width);
      const average = mean(x);
      const s = 1 / Math.sqrt(mean(x.map((v) => (v - average) ** 2)) + m[epsilon]);
      m[scales + r] = s;
      x.forEach((v, k) => {
        m[normalised + r * width + k] = (v - average) * s;
        m[outputs + r * width + k] = m[gains + k] * (v - average) * s + m[biases + k];
      });
    }
  },
  /** dγ ← dγ + Σ dY·x̂ over the rows */
  layerNormGainBackward(m, { gainGradients, outputGradients, normalised, rows, width }) {
    for (let r = 0; r < rows; r++)
      for (let k = 0; k < width; k++)
        m[gainGradients + k] += m[outputGradients + r * width + k] * m[normalised + r * width + k];
  },
  /** dX, from u = γ·dY */
  layerNormBackward(m, { inputGradients, outputGradients, normalised, scales, gains, rows, width }) {
    for (let r = 0; r < rows; r++) {
      const u = row(m, outputGradients, r, width).map((g, k) => m[gains + k] * g);
      m.set(projected(u, row(m, normalised, r, width), m[scales + r]), inputGradients + r * width);
    }
  },
  /** R{x̂}, R{s} and R{y} = γR{x̂} + Vx̂ + v */
  layerNormTangent(m, c) {
    const { width } = c;
    for (let r = 0; r < c.rows; r++) {
      const x = row(m, c.normalised, r, width);
      const s = m[c.scales + r];
      const u = row(m, c.inputTangents, r, width);
      m[c.scaleTangents + r] = -s * s * alongOf(centered(u), x);
      projected(u, x, s).forEach((tangent, k) => {
        m[c.normalisedTangents + r * width + k] = tangent;
        m[c.outputTangents + r * width + k] =
          m[c.gains + k] * tangent + m[c.gainDirections + k] * x[k] + m[c.biasDirections + k];
      });
    }
  },
  /** R{dX}: the product rule over dX = s·(u − mean u − x̂·mean(u·x̂)), u = γ·dY */
  layerNormInputTangent(m, c) {
    const { width } = c;
    for (let r = 0; r < c.rows; r++) {
      const [x, xTangents] = [row(m, c.normalised, r, width), row(m, c.normalisedTangents, r, width)];
      const [g, gTangents] = [row(m, c.outputGradients, r, width), row(m, c.gradientTangents, r, width)];
      const [s, sTangent] = [m[c.scales + r], m[c.scaleTangents + r]];
      const u = centered(g.map((v, k) => m[c.gains + k] * v));
      const uTangents = centered(gTangents.map((v, k) => m[c.gains + k] * v + m[c.gainDirections + k] * g[k]));
      const slope = alongOf(u, x);
      const slopeTangent = alongOf(uTangents, x) + alongOf(u, xTangents);
      u.forEach((v, k) => {
        m[c.products + k] = v;
        m[c.gradientTangents + r * width + k] =
          sTangent * (v - x[k] * slope) + s * (uTangents[k] - xTangents[k] * slope - x[k] * slopeTangent);
      });
    }
  },
} as const satisfies TwinsOf<
  "layerNormForward" | "layerNormGainBackward" | "layerNormBackward" | "layerNormTangent" | "layerNormInputTangent"
>;

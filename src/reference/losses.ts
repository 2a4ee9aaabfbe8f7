// Twins of assembly/losses: the losses, their gradients and their links, from the textbook's formulas.
import type { Cells, TwinsOf } from "./twin.ts";

type Value = (prediction: number, target: number, parameter: number) => number;

const weightOf = (m: Float64Array, rowWeights: number, r: number) => (rowWeights < 0 ? 1 : m[rowWeights + r]);
const parameterOf = (m: Float64Array, parameter: number) => (parameter < 0 ? 0 : m[parameter]);

/** Adds a row's loss to Σ loss and Σ loss². */
function addLoss(m: Float64Array, { sum, squares }: Cells<"huberForward">["loss"], loss: number): void {
  m[sum] += loss;
  m[squares] += loss ** 2;
}

/** loss ← loss + weight · Σ f(y, t) / width per row */
const elementForward = (f: Value) => (m: Float64Array, o: Cells<"meanSquaredErrorForward">) => {
  const p = parameterOf(m, o.parameter);
  for (let r = 0; r < o.rows; r++) {
    let loss = 0;
    for (let i = r * o.width; i < (r + 1) * o.width; i++) loss += f(m[o.predictions + i], m[o.targets + i], p);
    addLoss(m, o.loss, (weightOf(m, o.rowWeights, r) * loss) / o.width);
  }
};

/** gradients ← scale · weight · ∂f/∂y; `of` names what y is: raw outputs or probabilities */
const elementBackward =
  (slope: Value, of: "predictions" | "probabilities" = "predictions") =>
  (m: Float64Array, o: Cells<"meanSquaredErrorBackward">) => {
    const p = parameterOf(m, o.parameter);
    for (let r = 0; r < o.rows; r++) {
      const factor = m[o.scale] * weightOf(m, o.rowWeights, r);
      for (let i = r * o.width; i < (r + 1) * o.width; i++)
        m[o.gradients + i] = factor * slope(m[o[of] + i], m[o.targets + i], p);
    }
  };

/** ln softmax(z) = (z − max z) − ln Σ e^(z − max z), whose largest term is 1: nothing is lost where one logit dominates */
function logSoftmax(z: Float64Array): Float64Array {
  const most = z.reduce((a, b) => Math.max(a, b), -Infinity);
  const top = z.indexOf(most);
  const logSum = Math.log1p(z.reduce((sum, v, c) => (c === top ? sum : sum + Math.exp(v - most)), 0));
  return z.map((v) => v - most - logSum);
}

/** loss ← loss + weight · Σ f(ln p, t) per row, p = softmax(z); t = 0 adds 0 */
const rowForward = (f: (logProbability: number, target: number) => number) => {
  return (m: Float64Array, o: Cells<"softmaxCrossEntropyForward">) => {
    for (let r = 0; r < o.rows; r++) {
      const z = m.subarray(o.predictions + r * o.width, o.predictions + (r + 1) * o.width);
      const logProbabilities = logSoftmax(z);
      let loss = 0;
      for (let c = 0; c < o.width; c++) {
        const t = m[o.targets + r * o.width + c];
        if (t !== 0) loss += f(logProbabilities[c], t);
      }
      addLoss(m, o.loss, weightOf(m, o.rowWeights, r) * loss);
    }
  };
};

/** gradients ← scale · weight · (p·Σt − t) */
function rowBackward(m: Float64Array, o: Cells<"softmaxCrossEntropyBackward">): void {
  for (let r = 0; r < o.rows; r++) {
    const at = r * o.width;
    const total = m.subarray(o.targets + at, o.targets + at + o.width).reduce((sum, t) => sum + t, 0);
    const factor = m[o.scale] * weightOf(m, o.rowWeights, r);
    for (let i = at; i < at + o.width; i++)
      m[o.gradients + i] = factor * (m[o.probabilities + i] * total - m[o.targets + i]);
  }
}

/** gradientTangents ← scale · weight · ∂²f/∂y² · predictionTangents; `of` names what y is */
const elementTangent =
  (curve: Value, of: "predictions" | "probabilities" = "predictions") =>
  (m: Float64Array, o: Cells<"meanSquaredErrorTangent">) => {
    const p = parameterOf(m, o.parameter);
    for (let r = 0; r < o.rows; r++) {
      const factor = m[o.scale] * weightOf(m, o.rowWeights, r);
      for (let i = r * o.width; i < (r + 1) * o.width; i++)
        m[o.gradientTangents + i] = factor * curve(m[o[of] + i], m[o.targets + i], p) * m[o.predictionTangents + i];
    }
  };

/** gradientTangents ← scale · weight · Σt · p(ż − Σ pż) */
function rowTangent(m: Float64Array, o: Cells<"softmaxCrossEntropyTangent">): void {
  for (let r = 0; r < o.rows; r++) {
    const at = r * o.width;
    let total = 0;
    let mean = 0;
    for (let i = at; i < at + o.width; i++) {
      total += m[o.targets + i];
      mean += m[o.probabilities + i] * m[o.predictionTangents + i];
    }
    const factor = m[o.scale] * weightOf(m, o.rowWeights, r) * total;
    for (let i = at; i < at + o.width; i++)
      m[o.gradientTangents + i] = factor * m[o.probabilities + i] * (m[o.predictionTangents + i] - mean);
  }
}

export const lossTwins = {
  /** (y − t)² */
  meanSquaredErrorForward: elementForward((y, t) => (y - t) ** 2),
  meanSquaredErrorBackward: elementBackward((y, t) => 2 * (y - t)),
  meanSquaredErrorTangent: elementTangent(() => 2),

  /** |y − t|; sign 0 = 0 */
  meanAbsoluteErrorForward: elementForward((y, t) => Math.abs(y - t)),
  meanAbsoluteErrorBackward: elementBackward((y, t) => Math.sign(y - t)),

  /** Huber 1964: ½d² where |d| ≤ δ, else δ(|d| − δ/2) */
  huberForward: elementForward((y, t, delta) => {
    const d = Math.abs(y - t);
    return d <= delta ? 0.5 * d ** 2 : delta * (d - 0.5 * delta);
  }),
  huberBackward: elementBackward((y, t, delta) => Math.max(-delta, Math.min(delta, y - t))),
  huberTangent: elementTangent((y, t, delta) => (Math.abs(y - t) <= delta ? 1 : 0)),

  /** max(0, 1 − ty); at the kink 0 */
  hingeForward: elementForward((y, t) => Math.max(0, 1 - t * y)),
  hingeBackward: elementBackward((y, t) => (1 - t * y > 0 ? -t : 0)),

  /** max(0, 1 − ty)² */
  squaredHingeForward: elementForward((y, t) => Math.max(0, 1 - t * y) ** 2),
  squaredHingeBackward: elementBackward((y, t) => -2 * t * Math.max(0, 1 - t * y)),
  squaredHingeTangent: elementTangent((y, t) => (1 - t * y > 0 ? 2 * t ** 2 : 0)),

  /** p = 1 / (1 + e^(−z)) */
  logisticForward(m, { probabilities, logits, rows, width }) {
    for (let i = 0; i < rows * width; i++) m[probabilities + i] = 1 / (1 + Math.exp(-m[logits + i]));
  },
  /** −t·ln p − (1 − t)·ln(1 − p) = max(z, 0) − z·t + ln(1 + e^(−|z|)) */
  binaryCrossEntropyForward: elementForward((z, t) => Math.max(z, 0) - z * t + Math.log1p(Math.exp(-Math.abs(z)))),
  binaryCrossEntropyBackward: elementBackward((p, t) => p - t, "probabilities"),
  binaryCrossEntropyTangent: elementTangent((p) => p * (1 - p), "probabilities"),

  /** p = e^(ln softmax(z)) */
  softmaxForward(m, { probabilities, logits, rows, width }) {
    for (let r = 0; r < rows; r++) {
      const z = m.subarray(logits + r * width, logits + (r + 1) * width);
      m.set(logSoftmax(z).map(Math.exp), probabilities + r * width);
    }
  },
  /** −Σ t·ln p */
  softmaxCrossEntropyForward: rowForward((logProbability, t) => -t * logProbability),
  softmaxCrossEntropyBackward: rowBackward,
  softmaxCrossEntropyTangent: rowTangent,

  /** Σ t·(ln t − ln p) */
  klDivergenceForward: rowForward((logProbability, t) => t * (Math.log(t) - logProbability)),
} as const satisfies TwinsOf<LossKernel>;

type Loss =
  | "meanSquaredError"
  | "meanAbsoluteError"
  | "huber"
  | "hinge"
  | "squaredHinge"
  | "binaryCrossEntropy"
  | "softmaxCrossEntropy"
  | "klDivergence";
type LossKernel =
  | `${Loss}Forward`
  | `${Exclude<Loss, "klDivergence">}Backward`
  | `${Exclude<Loss, "meanAbsoluteError" | "hinge" | "klDivergence">}Tangent`
  | "logisticForward"
  | "softmaxForward";

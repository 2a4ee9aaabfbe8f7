// Twins of losses that are a mean over rows × outputs, from their formulas.
import type { Cells } from "../twin.ts";
import { addLoss, weightOf } from "./addLoss.ts";

type Value = (prediction: number, target: number, parameter: number) => number;

const parameterOf = (m: Float64Array, parameter: number) => (parameter < 0 ? 0 : m[parameter]);

/** loss ← loss + weight · Σ f(y, t) / width per row */
export const elementForward = (f: Value) => (m: Float64Array, o: Cells<"meanSquaredErrorForward">) => {
  const p = parameterOf(m, o.parameter);
  for (let r = 0; r < o.rows; r++) {
    let loss = 0;
    for (let i = r * o.width; i < (r + 1) * o.width; i++) loss += f(m[o.predictions + i], m[o.targets + i], p);
    addLoss(m, o.loss, (weightOf(m, o.rowWeights, r) * loss) / o.width);
  }
};

/** gradients ← scale · weight · ∂f/∂y; `of` names what y is: raw outputs or probabilities */
export const elementBackward =
  (slope: Value, of: "predictions" | "probabilities" = "predictions") =>
  (m: Float64Array, o: Cells<"meanSquaredErrorBackward">) => {
    const p = parameterOf(m, o.parameter);
    for (let r = 0; r < o.rows; r++) {
      const factor = m[o.scale] * weightOf(m, o.rowWeights, r);
      for (let i = r * o.width; i < (r + 1) * o.width; i++)
        m[o.gradients + i] = factor * slope(m[o[of] + i], m[o.targets + i], p);
    }
  };

/** gradientTangents ← scale · weight · ∂²f/∂y² · predictionTangents; `of` names what y is */
export const elementTangent =
  (curve: Value, of: "predictions" | "probabilities" = "predictions") =>
  (m: Float64Array, o: Cells<"meanSquaredErrorTangent">) => {
    const p = parameterOf(m, o.parameter);
    for (let r = 0; r < o.rows; r++) {
      const factor = m[o.scale] * weightOf(m, o.rowWeights, r);
      for (let i = r * o.width; i < (r + 1) * o.width; i++)
        m[o.gradientTangents + i] = factor * curve(m[o[of] + i], m[o.targets + i], p) * m[o.predictionTangents + i];
    }
  };

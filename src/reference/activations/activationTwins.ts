// An activation's twins from its formula.
import type { KernelName } from "../../core/kernelsByName.ts";
import type { Cells, TwinsOf } from "../twin.ts";

/**
 * f(x) with the activation's parameter p, and its derivative, at a kink the one from the left: `slope` from the output y where it follows
 * from it (a layer then computes in place), else `slopeAt` from the input. `curve` and `curveAt` are f″, absent where it is 0 but for kinks.
 */
type Formula = { value(x: number, p: number): number } & (
  | { slope(y: number, p: number): number; curve?(y: number, p: number): number }
  | { slopeAt(x: number, p: number): number; curveAt(x: number, p: number): number }
);

/** outputs ← f(inputs) */
const forward = (formula: Formula) => (m: Float64Array, o: Cells<"reluForward">) => {
  const p = o.parameter < 0 ? 0 : m[o.parameter];
  for (let i = 0; i < o.count; i++) m[o.outputs + i] = formula.value(m[o.inputs + i], p);
};

/** inputGradients ← outputGradients · f′ */
const backward = (formula: Formula) => (m: Float64Array, o: Cells<"reluBackward">) => {
  const p = o.parameter < 0 ? 0 : m[o.parameter];
  for (let i = 0; i < o.count; i++) {
    const slope = "slope" in formula ? formula.slope(m[o.outputs + i], p) : formula.slopeAt(m[o.inputs + i], p);
    m[o.inputGradients + i] = m[o.outputGradients + i] * slope;
  }
};

/** gradientTangents ← gradientTangents + outputGradients · f″ · inputTangents */
const tangent = (formula: Formula) => (m: Float64Array, o: Cells<"tanhTangent">) => {
  const p = o.parameter < 0 ? 0 : m[o.parameter];
  for (let i = 0; i < o.count; i++) {
    const curve =
      "slopeAt" in formula ? formula.curveAt(m[o.inputs + i], p) : (formula.curve?.(m[o.outputs + i], p) ?? 0);
    m[o.gradientTangents + i] += m[o.outputGradients + i] * curve * m[o.inputTangents + i];
  }
};

type Kernels<N extends string> = Extract<KernelName, `${N}${"Forward" | "Backward" | "Tangent"}`>;

/** The twins of an activation's kernels; a second derivative that is 0 has none. */
export const activationTwins = <N extends string>(name: N, formula: Formula) =>
  ({
    [`${name}Forward`]: forward(formula),
    [`${name}Backward`]: backward(formula),
    ...(("curve" in formula || "curveAt" in formula) && { [`${name}Tangent`]: tangent(formula) }),
  }) as TwinsOf<Kernels<N>>;

// Twins of assembly/activations: each activation and its derivative, from its paper's formula.
import type { Cells, TwinsOf } from "./twin.ts";

/**
 * f(x) with the activation's parameter p, and its derivative, at a kink the one from the left: `slope` from the output y where it follows
 * from it (a layer then computes in place), else `slopeAt` from the input. `curve` and `curveAt` are f″, absent where it is 0 but for kinks.
 */
type Formula = { value(x: number, p: number): number } & (
  | { slope(y: number, p: number): number; curve?(y: number, p: number): number }
  | { slopeAt(x: number, p: number): number; curveAt(x: number, p: number): number }
);

const logistic = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
/** ln(1 + eˣ), without overflow */
const logOnePlusExp = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
/** x·p where p goes to 0 faster than x to −∞ */
const vanishing = (x: number, p: number) => (p === 0 ? 0 : x * p);

/**
 * erfc x = 2/√π ∫ₓ^∞ e^(−t²) dt for x ≥ 0, to about 1e-15.
 *
 * Below 2.5 one minus the series 2/√π · e^(−x²) Σ 2ⁿx²ⁿ⁺¹/(1·3·…·(2n+1)) (Abramowitz & Stegun 7.1.6); above, the continued fraction
 * e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …)))) (7.1.14), from its tail.
 */
function erfc(x: number): number {
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; term > 1e-18 * sum; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let n = 100; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
/** Φ(x), the probability that a standard normal number is below x */
const gaussianCdf = (x: number) => (x < 0 ? erfc(-x / Math.SQRT2) / 2 : 1 - erfc(x / Math.SQRT2) / 2);
/** φ(x) = Φ′(x) */
const gaussianDensity = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Klambauer et al. 2017, equation 14 and after: zero mean and unit variance are a fixed point. */
const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

/** 2u = 2√(2/π)(x + 0.044715x³), and its derivative */
const doubleU = (x: number) => 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
const doubleUSlope = (x: number) => 2 * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x ** 2);

const formulas = {
  sigmoid: {
    value: logistic,
    slope: (y) => y * (1 - y),
    curve: (y) => y * (1 - y) * (1 - 2 * y),
  },
  tanh: {
    value: Math.tanh,
    slope: (y) => (1 - y) * (1 + y),
    curve: (y) => -2 * y * (1 - y) * (1 + y),
  },
  relu: {
    value: (x) => Math.max(x, 0),
    slope: (y) => (y <= 0 ? 0 : 1),
  },
  /** Maas, Hannun & Ng 2013; p the slope */
  leakyRelu: {
    value: (x, p) => (x <= 0 ? p * x : x),
    slope: (y, p) => (y <= 0 ? p : 1),
  },
  /** Clevert, Unterthiner & Hochreiter 2016, equation 15; p = α */
  elu: {
    value: (x, p) => (x <= 0 ? p * Math.expm1(x) : x),
    slopeAt: (x, p) => (x <= 0 ? p * Math.exp(x) : 1),
    curveAt: (x, p) => (x <= 0 ? p * Math.exp(x) : 0),
  },
  /** Klambauer et al. 2017, equation 2 */
  selu: {
    value: (x) => seluScale * (x <= 0 ? seluAlpha * Math.expm1(x) : x),
    slopeAt: (x) => (x <= 0 ? seluScale * seluAlpha * Math.exp(x) : seluScale),
    curveAt: (x) => (x <= 0 ? seluScale * seluAlpha * Math.exp(x) : 0),
  },
  /** Hendrycks & Gimpel 2016: x·Φ(x) */
  gelu: {
    value: (x) => vanishing(x, gaussianCdf(x)),
    slopeAt: (x) => gaussianCdf(x) + vanishing(x, gaussianDensity(x)),
    curveAt: (x) => gaussianDensity(x) * (2 - x * x),
  },
  /** Hendrycks & Gimpel 2016: ½x(1 + tanh u) = x·σ(2u), u = √(2/π)(x + 0.044715x³) */
  geluTanh: {
    value: (x) => vanishing(x, logistic(doubleU(x))),
    slopeAt: (x) => {
      const bell = logistic(doubleU(x)) * logistic(-doubleU(x));
      return logistic(doubleU(x)) + (bell === 0 ? 0 : x * bell * doubleUSlope(x));
    },
    curveAt: (x) => {
      const s = logistic(doubleU(x));
      const bell = s * logistic(-doubleU(x));
      const bend = 2 * Math.sqrt(2 / Math.PI) * 6 * 0.044715 * x;
      if (bell === 0) return 0;
      return bell * (2 * doubleUSlope(x) + x * ((1 - 2 * s) * doubleUSlope(x) ** 2 + bend));
    },
  },
  /** Elfwing, Uchibe & Doya 2018, equation 5: x·σ(x) */
  silu: {
    value: (x) => vanishing(x, logistic(x)),
    slopeAt: (x) => logistic(x) + vanishing(x, logistic(x) * logistic(-x)),
    curveAt: (x) => logistic(x) * logistic(-x) * (2 + x * (1 - 2 * logistic(x))),
  },
  /** Dugas et al. 2001; p = β, and σ(βx) = 1 − e^(−βy) */
  softplus: {
    value: (x, p) => logOnePlusExp(p * x) / p,
    slope: (y, p) => -Math.expm1(-p * y),
    curve: (y, p) => -p * Math.expm1(-p * y) * Math.exp(-p * y),
  },
  softsign: {
    value: (x) => (Math.abs(x) === Infinity ? Math.sign(x) : x / (1 + Math.abs(x))),
    slope: (y) => (1 - Math.abs(y)) ** 2,
    curve: (y) => (y > 0 ? -2 : 2) * (1 - Math.abs(y)) ** 3,
  },
  hardSigmoid: {
    value: (x) => Math.min(1, Math.max(0, x / 6 + 0.5)),
    slope: (y) => (y <= 0 || y >= 1 ? 0 : 1 / 6),
  },
  /** Misra 2020: x·tanh(softplus(x)) */
  mish: {
    value: (x) => vanishing(x, Math.tanh(logOnePlusExp(x))),
    slopeAt: (x) => {
      const s = logOnePlusExp(x);
      const sechSquared = 4 * logistic(2 * s) * logistic(-2 * s);
      return Math.tanh(s) + vanishing(x, sechSquared * logistic(x));
    },
    curveAt: (x) => {
      const s = logOnePlusExp(x);
      const t = Math.tanh(s);
      const sechSquared = 4 * logistic(2 * s) * logistic(-2 * s);
      const slope = logistic(x);
      return sechSquared * (2 * slope + x * (slope * logistic(-x) - 2 * t * slope ** 2));
    },
  },
} as const satisfies Record<string, Formula>;

type ActivationKernel = `${keyof typeof formulas}${"Forward" | "Backward"}` | `${Curved}Tangent`;
/** Activations whose second derivative is not 0. */
type Curved = Exclude<keyof typeof formulas, "relu" | "leakyRelu" | "hardSigmoid">;

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

export const activationTwins = Object.fromEntries(
  Object.entries(formulas).flatMap(([name, formula]) => [
    [`${name}Forward`, forward(formula)],
    [`${name}Backward`, backward(formula)],
    // a second derivative that is 0 has no kernel
    ...("curve" in formula || "curveAt" in formula ? [[`${name}Tangent`, tangent(formula)] as const] : []),
  ]),
) as TwinsOf<ActivationKernel>;

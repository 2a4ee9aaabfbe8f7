// One activation, loss, optimizer, schedule and layer, each as the files that ARCHITECTURE names for it; `adding.test.ts` writes them
// into a copy of the tree.

/** Contents by path; of each kind a kernel, a twin, a host file and a test (a schedule has no kernel). */
export const files: Readonly<Record<string, string>> = {
  "assembly/activations/hardSwish.ts": `// Hard swish: x·clamp(x + 3, 0, 6)/6. Knows no layer.
import { ONE, SIXTH, THREE } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class HardSwish extends Unary {
  of(t: v128): v128 {
    const three = v128.load(THREE);
    const inside = Normal.product(Normal.product(t, f32x4.add(t, three)), v128.load(SIXTH));
    const right = v128.bitselect(t, inside, f32x4.ge(t, three));
    return v128.andnot(right, f32x4.le(t, f32x4.neg(three)));
  }
}
class HardSwishSlope extends Binary {
  of(dy: v128, t: v128): v128 {
    const three = v128.load(THREE);
    const inside = f32x4.mul(f32x4.add(f32x4.add(t, t), three), v128.load(SIXTH));
    const right = v128.bitselect(v128.load(ONE), inside, f32x4.gt(t, three));
    return Normal.product(dy, v128.andnot(right, f32x4.le(t, f32x4.neg(three))));
  }
}
class HardSwishCurve extends Curve {
  of(t: v128, p: v128): v128 {
    const three = v128.load(THREE);
    const sixth = v128.load(SIXTH);
    const flat = v128.or(f32x4.le(t, f32x4.neg(three)), f32x4.gt(t, three));
    return v128.andnot(f32x4.add(sixth, sixth), flat);
  }
}

/** outputs = t·clamp(t + 3, 0, 6)/6, t the inputs; outputs may be inputs. */
export function hardSwishForward(o: ActivationForward): void {
  map<HardSwish>(o.outputs, o.inputs, o.count);
}

/** inputGradients = outputGradients · (2t + 3)/6 where −3 < t ≤ 3, beyond 0 and 1; may be in place. */
export function hardSwishBackward(o: ActivationBackward): void {
  map2<HardSwishSlope>(o.inputGradients, o.outputGradients, o.inputs, o.count);
}

/** gradientTangents += outputGradients · inputTangents / 3 where −3 < t ≤ 3. */
export function hardSwishTangent(o: ActivationTangent): void {
  addCurve<HardSwishCurve>(o, o.inputs);
}
`,
  "src/reference/activations/hardSwish.ts": `// Hard swish in float64.
import { activationTwins } from "./activationTwins.ts";

/** Howard et al. 2019: x·clamp(x + 3, 0, 6)/6 */
export const hardSwishTwins = activationTwins("hardSwish", {
  value: (x) => (x <= -3 ? 0 : x >= 3 ? x : (x * (x + 3)) / 6),
  slopeAt: (x) => (x <= -3 ? 0 : x > 3 ? 1 : (2 * x + 3) / 6),
  curveAt: (x) => (x <= -3 || x > 3 ? 0 : 1 / 3),
});
`,
  "src/activations/hardSwish.ts": `// x·clamp(x + 3, 0, 6)/6.
import type { ActivationKind } from "./activation.ts";

export const hardSwishKind = {
  keeps: "inputs",
  initializer: "he",
  silentAtZero: true,
} as const satisfies ActivationKind;
`,
  "test/activations/hardSwish.test.ts": `import { expect, test } from "vitest";
import { testCores } from "../support/kernel.ts";
import { forward } from "./run.ts";

test.each(await testCores())("hardSwish: 0 up to −3, the identity from 3 on (%s)", (_, core) => {
  const outputs = forward(core, { title: "hardSwish", name: "hardSwish", parameter: undefined }, [-4, -3, 0, 3, 5]);
  expect(Array.from(outputs, Math.abs)).toEqual([0, 0, 0, 3, 5]);
});
`,
  "assembly/losses/halfSquaredError.ts": `// Half the mean squared error. Knows no layer.
import { ElementCurve, elementCurves } from "../lanes/elementCurve";
import { addElementLosses, ElementLoss, ElementSlope, elementSlopes } from "../lanes/elementLoss";
import { LossBackward, LossForward, LossTangent } from "../operands/loss";

class HalfSquare extends ElementLoss {
  of(y: f64, t: f64, p: f64): f64 {
    return 0.5 * (y - t) * (y - t);
  }
}
class HalfSquareSlope extends ElementSlope {
  of(y: v128, t: v128, p: v128): v128 {
    return f32x4.sub(y, t);
  }
}
class HalfSquareCurve extends ElementCurve {
  of(y: f32, t: f32, p: f32): f32 {
    return 1;
  }
}

/** Adds each row's Σ ½(y − t)² / width to the loss, columns and rows ascending, in float64. */
export function halfSquaredErrorForward(o: LossForward): void {
  addElementLosses<HalfSquare>(o);
}

/** gradients = (y − t) · scale · weight; may be in place of the predictions. */
export function halfSquaredErrorBackward(o: LossBackward): void {
  elementSlopes<HalfSquareSlope>(o, o.predictions);
}

/** gradientTangents = predictionTangents · scale · weight. */
export function halfSquaredErrorTangent(o: LossTangent): void {
  elementCurves<HalfSquareCurve>(o, o.predictions);
}
`,
  "src/reference/losses/halfSquaredError.ts": `// Half the mean squared error in float64.
import { elementBackward, elementForward, elementTangent } from "./element.ts";

/** ½(y − t)² */
export const halfSquaredErrorTwins = {
  halfSquaredErrorForward: elementForward((y, t) => 0.5 * (y - t) ** 2),
  halfSquaredErrorBackward: elementBackward((y, t) => y - t),
  halfSquaredErrorTangent: elementTangent(() => 1),
};
`,
  "src/losses/halfSquaredError.ts": `// Half the mean of squared differences.
import { type LossKind, type TargetColumn, zeroOne } from "./loss.ts";

export const halfSquaredErrorKind = {
  link: null,
  levels: zeroOne,
  classification: false,
  elementwise: true,
  values: "any",
  baseline: ({ mean, average }: TargetColumn) => average((t) => 0.5 * (t - mean) * (t - mean)),
} as const satisfies LossKind;
`,
  "test/losses/halfSquaredError.test.ts": `import { expect, test } from "vitest";
import { testCores } from "../support/kernel.ts";
import { lossOf } from "./run.ts";

test.each(await testCores())("halfSquaredError of 3 and 1 is 2 (%s)", (_, core) => {
  expect(lossOf(core, { name: "halfSquaredError", predictions: [3], targets: [1], width: 1 }).sum).toBe(2);
});
`,
  "assembly/optimizers/gradientDescent.ts": `// Gradient descent. Knows no schedule: the rate of each step lies in memory.
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, takeTail, wholeBytes } from "../lanes/tail";
import { Cursor } from "../operands/cursor";

@unmanaged
class GradientDescentSettings {
  /** ½ is half a step */
  share: f64;
}

@unmanaged
class GradientDescentOperands {
  /** θ, count, read and written */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0 */
  gradients: usize;
  settings: GradientDescentSettings;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

function update(o: GradientDescentOperands, end: usize): void {
  const rate = four(rateAt(o.rates, o.cursor) * o.settings.share);
  const parameters = o.parameters;
  const gradients = o.gradients;
  for (let at: usize = 0; at < end; at += 16) {
    const g = Moments.value(v128.load(gradients + at));
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(rate, g)));
  }
}

/** θ ← θ − αsg */
export function gradientDescentUpdate(o: GradientDescentOperands): void {
  update(o, wholeBytes(o.count));
  if (o.count & 3) {
    update(takeTail(o, 2, o.count, o.scratch), 16);
    putTail(o, 2, o.count, o.scratch);
  }
}
`,
  "src/reference/optimizers/gradientDescent.ts": `// Gradient descent in float64.
import { numbersIn, type TwinsOf } from "../twin.ts";
import { rateOf } from "./rateOf.ts";

export const gradientDescentTwins: TwinsOf<"gradientDescentUpdate"> = {
  gradientDescentUpdate(m, c) {
    const { share } = numbersIn(m, c.settings);
    for (let i = 0; i < c.count; i++) m[c.parameters + i] -= rateOf(m, c) * share * m[c.gradients + i];
  },
};
`,
  "src/optimizers/gradientDescent.ts": `// Gradient descent with a share of the gradient, as a description. Knows no kernel but its own.
import { GradientDescentSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked, positive } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { learningRate } from "./rules.ts";

const rules = () => ({ learningRate: learningRate(0.01), share: positive<number>(1) });

export const gradientDescentKind: OptimizerKind = {
  make: gradientDescent,
  rules,
  raceRate: ({ plain }) => plain,
};

/** θ ← θ − αsg */
export function gradientDescent(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("gradientDescent", options, rules());
  return described("gradientDescent", values, {
    settings: inOrder(GradientDescentSettings, { share: values.share }),
    emit: (program, { vectors: _, scalars: __, ...rest }) => program.emit("gradientDescentUpdate", rest),
  });
}
`,
  "test/optimizers/gradientDescent.test.ts": `import { expect, test } from "vitest";
import { gradientDescent } from "../../src/index.ts";

test("gradientDescent refuses a share of 0", () => {
  expect(() => gradientDescent({ share: 0 })).toThrow("gradientDescent.share: got 0, expected a number > 0");
});
`,
  "src/schedules/inverseRoot.ts": `// The base rate over the root of the time. Knows no other schedule.
import { checked, positive, required } from "../core/options.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";

const rules = () => ({ offset: required(positive(undefined)) });

export const inverseRootKind: ScheduleKind = {
  make: inverseRoot as ScheduleKind["make"],
  sample: { offset: 2 },
  short: ["offset"],
};

/** rate(t) = base·√(offset/(offset + t)) */
export function inverseRoot(options: { readonly offset: number }, timing?: Timing): Schedule {
  const { offset } = checked("inverseRoot", options, rules());
  return schedule("inverseRoot", timing, { offset }, (base, t) => base * Math.sqrt(offset / (offset + t)));
}
`,
  "test/schedules/inverseRoot.test.ts": `import { expect, test } from "vitest";
import { inverseRoot } from "../../src/index.ts";

test("inverseRoot is half the base at three offsets", () => {
  expect(inverseRoot({ offset: 4 }).rate(1, 12)).toBe(0.5);
});
`,
  "assembly/layers/doubling.ts": `// The doubling layer: twice its inputs. Knows no other layer.
import { map, Unary } from "../lanes/map";

@unmanaged
class Doubling {
  /** count, written; may be the inputs */
  outputs: usize;
  /** count */
  inputs: usize;
  count: i32;
}

class Twice extends Unary {
  of(x: v128): v128 {
    return f32x4.add(x, x);
  }
}

/** outputs = 2 · inputs: forward and backward. */
export function doublingForward(o: Doubling): void {
  map<Twice>(o.outputs, o.inputs, o.count);
}
`,
  "src/reference/doubling.ts": `// The twin of the doubling layer.
import type { TwinsOf } from "./twin.ts";

export const doublingTwins: TwinsOf<"doublingForward"> = {
  doublingForward(m, { outputs, inputs, count }) {
    for (let i = 0; i < count; i++) m[outputs + i] = 2 * m[inputs + i];
  },
};
`,
  "src/layers/doubling.ts": `// The doubling layer: twice its inputs. Knows no other layer.
import { sizeOf } from "../core/shape.ts";
import type { Layer, LayerContext, LayerDescription, LayerKind } from "./layer.ts";
import { describedAs } from "./layerKind.ts";

export interface Doubling extends LayerDescription {
  readonly kind: "doubling";
}

/** y = 2x */
export function doubling(): Doubling {
  return describedAs(doublingKind, { kind: "doubling" });
}

function build(description: Doubling, { input }: LayerContext): Layer {
  const size = sizeOf(input);
  return {
    description,
    title: "doubling",
    input,
    output: input,
    variables: [],
    buffers: {},
    tangentBuffers: { outputTangents: size },
    constants: {},
    workPerRow: size,
    forward(program, { inputs, outputs }, rows) {
      program.emit("doublingForward", { outputs, inputs, count: rows * size });
      return outputs;
    },
    backward(program, _, gradients, rows) {
      program.emit("doublingForward", { outputs: gradients, inputs: gradients, count: rows * size });
      return gradients;
    },
    tangentForward(program, { inputTangents, buffers: { outputTangents } }, rows) {
      if (inputTangents === null) return null;
      program.emit("doublingForward", { outputs: outputTangents, inputs: inputTangents, count: rows * size });
      return outputTangents;
    },
    tangentBackward(program, _, tangents, rows) {
      program.emit("doublingForward", { outputs: tangents, inputs: tangents, count: rows * size });
      return tangents;
    },
  };
}

export const doublingKind: LayerKind<Doubling> = { describe: () => doubling(), build, sample: () => doubling() };
`,
  "test/layers/doubling.test.ts": `import { expect, test } from "vitest";
import { float32, kernelCall, testCores, zeros } from "../support/kernel.ts";

test.each(await testCores())("doubling of 1, 2 and 3 (%s)", (_, core) => {
  const inputs = float32([1, 2, 3]);
  expect([...kernelCall(core, "doublingForward", { outputs: zeros(3), inputs, count: 3 }).outputs]).toEqual([2, 4, 6]);
});
`,
};

/** A test that uses all five together, by name. */
export const together = `import { expect, test } from "vitest";
import { readSchedule } from "../src/cli/readSchedule.ts";
import { builtin, check, dense, doubling, gradientDescent, inverseRoot, Network, resume } from "../src/index.ts";

test("a network of the added kinds trains, is saved and loaded, and its run goes on to the same bits", async () => {
  const data = await builtin("diabetes");
  const network = await Network.create({
    inputs: data.features,
    layers: [dense(4, { activation: "hardSwish" }), doubling(), dense(1)],
    loss: "halfSquaredError",
  });
  const row = data.inputs.slice(0, data.features);
  const options = { optimizer: gradientDescent({ learningRate: 1e-5 }), schedule: inverseRoot({ offset: 3 }) };
  const before = network.evaluate(data).loss;
  const run = await network.fit(data, { ...options, epochs: 2 });
  expect(network.evaluate(data).loss).toBeLessThan(before);
  const again = await Network.load(network.save());
  expect(again.fingerprint()).toBe(network.fingerprint());
  expect(again.predict(row)).toEqual(network.predict(row));
  const bytes = run.checkpoint();
  await run.continue({ epochs: 1 });
  const resumed = await resume(bytes, data, { epochs: 3 });
  expect(resumed.network.fingerprint()).toBe(network.fingerprint());
  expect(network.hessianVectorProduct(data.inputs, data.targets, network.parameters).length).toBe(network.parameters.length);
});

test("check trains with each of them, and the command line knows the schedule", async () => {
  const names = (await check()).map(({ name }) => name);
  const added = ["activation hardSwish", "loss halfSquaredError", "optimizer gradientDescent"];
  expect(names).toEqual(expect.arrayContaining([...added, "schedule inverseRoot", "layer doubling"]));
  expect(readSchedule("inverseRoot:4").options).toEqual({ offset: 4 });
});
`;

// One activation, loss, optimizer, schedule and layer, each as the files that ARCHITECTURE names for it; `adding.test.ts` writes them
// into a copy of the tree.

/** Contents by path; of each kind a kernel, a twin, a host file and a test (a schedule has no kernel). */
export const files: Readonly<Record<string, string>> = {
  "assembly/activations/exampleSwish.ts": `// Hard swish: x·clamp(x + 3, 0, 6)/6. Knows no layer.
import { ONE, SIXTH, THREE } from "../lanes/constants";
import { addCurve, Curve } from "../lanes/curve";
import { Binary, map, map2, Unary } from "../lanes/map";
import { Normal } from "../lanes/normal";
import { ActivationBackward, ActivationForward, ActivationTangent } from "../operands/activation";

class ExampleSwish extends Unary {
  of(t: v128): v128 {
    const three = v128.load(THREE);
    const inside = Normal.product(Normal.product(t, f32x4.add(t, three)), v128.load(SIXTH));
    const right = v128.bitselect(t, inside, f32x4.ge(t, three));
    return v128.andnot(right, f32x4.le(t, f32x4.neg(three)));
  }
}
class ExampleSwishSlope extends Binary {
  of(dy: v128, t: v128): v128 {
    const three = v128.load(THREE);
    const inside = f32x4.mul(f32x4.add(f32x4.add(t, t), three), v128.load(SIXTH));
    const right = v128.bitselect(v128.load(ONE), inside, f32x4.gt(t, three));
    return Normal.product(dy, v128.andnot(right, f32x4.le(t, f32x4.neg(three))));
  }
}
class ExampleSwishCurve extends Curve {
  of(t: v128, p: v128): v128 {
    const three = v128.load(THREE);
    const sixth = v128.load(SIXTH);
    const flat = v128.or(f32x4.le(t, f32x4.neg(three)), f32x4.gt(t, three));
    return v128.andnot(f32x4.add(sixth, sixth), flat);
  }
}

/** outputs = t·clamp(t + 3, 0, 6)/6, t the inputs; outputs may be inputs. */
export function exampleSwishForward(o: ActivationForward): void {
  map<ExampleSwish>(o.outputs, o.inputs, o.count);
}

/** inputGradients = outputGradients · (2t + 3)/6 where −3 < t ≤ 3, beyond 0 and 1; may be in place. */
export function exampleSwishBackward(o: ActivationBackward): void {
  map2<ExampleSwishSlope>(o.inputGradients, o.outputGradients, o.inputs, o.count);
}

/** gradientTangents += outputGradients · inputTangents / 3 where −3 < t ≤ 3. */
export function exampleSwishTangent(o: ActivationTangent): void {
  addCurve<ExampleSwishCurve>(o, o.inputs);
}
`,
  "src/reference/activations/exampleSwish.ts": `// Hard swish in float64.
import { activationTwins } from "./activationTwins.ts";

/** Howard et al. 2019: x·clamp(x + 3, 0, 6)/6 */
export const exampleSwishTwins = activationTwins("exampleSwish", {
  value: (x) => (x <= -3 ? 0 : x >= 3 ? x : (x * (x + 3)) / 6),
  slopeAt: (x) => (x <= -3 ? 0 : x > 3 ? 1 : (2 * x + 3) / 6),
  curveAt: (x) => (x <= -3 || x > 3 ? 0 : 1 / 3),
});
`,
  "src/activations/exampleSwish.ts": `// x·clamp(x + 3, 0, 6)/6.
import type { ActivationKind } from "./activation.ts";

export const exampleSwishKind = {
  keeps: "inputs",
  initializer: "he",
  silentAtZero: true,
} as const satisfies ActivationKind;
`,
  "test/activations/exampleSwish.test.ts": `import { expect, test } from "vitest";
import { testCores } from "../support/kernel.ts";
import { forward } from "./run.ts";

test.each(await testCores())("exampleSwish: 0 up to −3, the identity from 3 on (%s)", (_, core) => {
  const outputs = forward(core, { title: "exampleSwish", name: "exampleSwish", parameter: undefined }, [-4, -3, 0, 3, 5]);
  expect(Array.from(outputs, Math.abs)).toEqual([0, 0, 0, 3, 5]);
});
`,
  "assembly/losses/exampleSquaredError.ts": `// Half the mean squared error. Knows no layer.
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
export function exampleSquaredErrorForward(o: LossForward): void {
  addElementLosses<HalfSquare>(o);
}

/** gradients = (y − t) · scale · weight; may be in place of the predictions. */
export function exampleSquaredErrorBackward(o: LossBackward): void {
  elementSlopes<HalfSquareSlope>(o, o.predictions);
}

/** gradientTangents = predictionTangents · scale · weight. */
export function exampleSquaredErrorTangent(o: LossTangent): void {
  elementCurves<HalfSquareCurve>(o, o.predictions);
}
`,
  "src/reference/losses/exampleSquaredError.ts": `// Half the mean squared error in float64.
import { elementBackward, elementForward, elementTangent } from "./element.ts";

/** ½(y − t)² */
export const exampleSquaredErrorTwins = {
  exampleSquaredErrorForward: elementForward((y, t) => 0.5 * (y - t) ** 2),
  exampleSquaredErrorBackward: elementBackward((y, t) => y - t),
  exampleSquaredErrorTangent: elementTangent(() => 1),
};
`,
  "src/losses/exampleSquaredError.ts": `// Half the mean of squared differences.
import { type LossKind, type TargetColumn, zeroOne } from "./loss.ts";

export const exampleSquaredErrorKind = {
  link: null,
  levels: zeroOne,
  classification: false,
  elementwise: true,
  values: "any",
  baseline: ({ mean, average }: TargetColumn) => average((t) => 0.5 * (t - mean) * (t - mean)),
} as const satisfies LossKind;
`,
  "test/losses/exampleSquaredError.test.ts": `import { expect, test } from "vitest";
import { testCores } from "../support/kernel.ts";
import { lossOf } from "./run.ts";

test.each(await testCores())("exampleSquaredError of 3 and 1 is 2 (%s)", (_, core) => {
  expect(lossOf(core, { name: "exampleSquaredError", predictions: [3], targets: [1], width: 1 }).sum).toBe(2);
});
`,
  "assembly/optimizers/exampleDescent.ts": `// Gradient descent. Knows no schedule: the rate of each step lies in memory.
import { four, Moments } from "../lanes/moments";
import { rateAt } from "../lanes/rate";
import { putTail, takeTail, wholeBytes } from "../lanes/tail";
import { Cursor } from "../operands/cursor";

@unmanaged
class ExampleDescentSettings {
  /** ½ is half a step */
  share: f64;
}

@unmanaged
class ExampleDescentOperands {
  /** θ, count, read and written */
  parameters: usize;
  /** g, count; |g| < 2⁻¹⁰⁰ counts as 0 */
  gradients: usize;
  settings: ExampleDescentSettings;
  /** float64 α per step of the epoch */
  rates: usize;
  cursor: Cursor;
  /** tailScratchBytes, written */
  scratch: usize;
  count: i32;
}

function update(o: ExampleDescentOperands, end: usize): void {
  const rate = four(rateAt(o.rates, o.cursor) * o.settings.share);
  const parameters = o.parameters;
  const gradients = o.gradients;
  for (let at: usize = 0; at < end; at += 16) {
    const g = Moments.value(v128.load(gradients + at));
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(rate, g)));
  }
}

/** θ ← θ − αsg */
export function exampleDescentUpdate(o: ExampleDescentOperands): void {
  update(o, wholeBytes(o.count));
  if (o.count & 3) {
    update(takeTail(o, 2, o.count, o.scratch), 16);
    putTail(o, 2, o.count, o.scratch);
  }
}
`,
  "src/reference/optimizers/exampleDescent.ts": `// Gradient descent in float64.
import { numbersIn, type TwinsOf } from "../twin.ts";
import { rateOf } from "./rateOf.ts";

export const exampleDescentTwins: TwinsOf<"exampleDescentUpdate"> = {
  exampleDescentUpdate(m, c) {
    const { share } = numbersIn(m, c.settings);
    for (let i = 0; i < c.count; i++) m[c.parameters + i] -= rateOf(m, c) * share * m[c.gradients + i];
  },
};
`,
  "src/optimizers/exampleDescent.ts": `// Gradient descent with a share of the gradient, as a description. Knows no kernel but its own.
import { ExampleDescentSettings } from "../core/kernels.ts";
import { inOrder } from "../core/kernelsByName.ts";
import { type Checked, checked, positive } from "../core/options.ts";
import { described, type Optimizer, type OptimizerKind } from "./optimizer.ts";
import { learningRate } from "./rules.ts";

const rules = () => ({ learningRate: learningRate(0.01), share: positive<number>(1) });

export const exampleDescentKind: OptimizerKind = {
  make: exampleDescent,
  rules,
  raceRate: ({ plain }) => plain,
};

/** θ ← θ − αsg */
export function exampleDescent(options?: Partial<Checked<ReturnType<typeof rules>>>): Optimizer {
  const values = checked("exampleDescent", options, rules());
  return described("exampleDescent", values, {
    settings: inOrder(ExampleDescentSettings, { share: values.share }),
    emit: (program, { vectors: _, scalars: __, ...rest }) => program.emit("exampleDescentUpdate", rest),
  });
}
`,
  "test/optimizers/exampleDescent.test.ts": `import { expect, test } from "vitest";
import { exampleDescent } from "../../src/index.ts";

test("exampleDescent refuses a share of 0", () => {
  expect(() => exampleDescent({ share: 0 })).toThrow("exampleDescent.share: got 0, expected a number > 0");
});
`,
  "src/schedules/exampleRoot.ts": `// The base rate over the root of the time. Knows no other schedule.
import { checked, positive, required } from "../core/options.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";

const rules = () => ({ offset: required(positive(undefined)) });

export const exampleRootKind: ScheduleKind = {
  make: exampleRoot as ScheduleKind["make"],
  sample: { offset: 2 },
  short: ["offset"],
};

/** rate(t) = base·√(offset/(offset + t)) */
export function exampleRoot(options: { readonly offset: number }, timing?: Timing): Schedule {
  const { offset } = checked("exampleRoot", options, rules());
  return schedule("exampleRoot", timing, { offset }, (base, t) => base * Math.sqrt(offset / (offset + t)));
}
`,
  "test/schedules/exampleRoot.test.ts": `import { expect, test } from "vitest";
import { exampleRoot } from "../../src/index.ts";

test("exampleRoot is half the base at three offsets", () => {
  expect(exampleRoot({ offset: 4 }).rate(1, 12)).toBe(0.5);
});
`,
  "assembly/layers/exampleDoubling.ts": `// The doubling layer: twice its inputs. Knows no other layer.
import { map, Unary } from "../lanes/map";

@unmanaged
class ExampleDoubling {
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
export function exampleDoublingForward(o: ExampleDoubling): void {
  map<Twice>(o.outputs, o.inputs, o.count);
}
`,
  "src/reference/exampleDoubling.ts": `// The twin of the doubling layer.
import type { TwinsOf } from "./twin.ts";

export const exampleDoublingTwins: TwinsOf<"exampleDoublingForward"> = {
  exampleDoublingForward(m, { outputs, inputs, count }) {
    for (let i = 0; i < count; i++) m[outputs + i] = 2 * m[inputs + i];
  },
};
`,
  "src/layers/exampleDoubling.ts": `// The doubling layer: twice its inputs. Knows no other layer.
import { sizeOf } from "../core/shape.ts";
import type { Layer, LayerContext, LayerDescription, LayerKind } from "./layer.ts";
import { describedAs } from "./layerKind.ts";

export interface ExampleDoubling extends LayerDescription {
  readonly kind: "exampleDoubling";
}

/** y = 2x */
export function exampleDoubling(): ExampleDoubling {
  return describedAs(exampleDoublingKind, { kind: "exampleDoubling" });
}

function build(description: ExampleDoubling, { input }: LayerContext): Layer {
  const size = sizeOf(input);
  return {
    description,
    title: "exampleDoubling",
    input,
    output: input,
    variables: [],
    buffers: {},
    tangentBuffers: { outputTangents: size },
    constants: {},
    workPerRow: size,
    forward(program, { inputs, outputs }, rows) {
      program.emit("exampleDoublingForward", { outputs, inputs, count: rows * size });
      return outputs;
    },
    backward(program, _, gradients, rows) {
      program.emit("exampleDoublingForward", { outputs: gradients, inputs: gradients, count: rows * size });
      return gradients;
    },
    tangentForward(program, { inputTangents, buffers: { outputTangents } }, rows) {
      if (inputTangents === null) return null;
      program.emit("exampleDoublingForward", { outputs: outputTangents, inputs: inputTangents, count: rows * size });
      return outputTangents;
    },
    tangentBackward(program, _, tangents, rows) {
      program.emit("exampleDoublingForward", { outputs: tangents, inputs: tangents, count: rows * size });
      return tangents;
    },
  };
}

export const exampleDoublingKind: LayerKind<ExampleDoubling> = { describe: () => exampleDoubling(), build, sample: () => exampleDoubling() };
`,
  "test/layers/exampleDoubling.test.ts": `import { expect, test } from "vitest";
import { float32, kernelCall, testCores, zeros } from "../support/kernel.ts";

test.each(await testCores())("exampleDoubling of 1, 2 and 3 (%s)", (_, core) => {
  const inputs = float32([1, 2, 3]);
  expect([...kernelCall(core, "exampleDoublingForward", { outputs: zeros(3), inputs, count: 3 }).outputs]).toEqual([2, 4, 6]);
});
`,
};

/** A test that uses all five together, by name. */
export const together = `import { expect, test } from "vitest";
import { readSchedule } from "../src/cli/readSchedule.ts";
import { builtin, check, dense, exampleDoubling, exampleDescent, exampleRoot, Network, resume } from "../src/index.ts";

test("a network of the added kinds trains, is saved and loaded, and its run goes on to the same bits", async () => {
  const data = await builtin("diabetes");
  const network = await Network.create({
    inputs: data.features,
    layers: [dense(4, { activation: "exampleSwish" }), exampleDoubling(), dense(1)],
    loss: "exampleSquaredError",
  });
  const row = data.inputs.slice(0, data.features);
  const options = { optimizer: exampleDescent({ learningRate: 1e-5 }), schedule: exampleRoot({ offset: 3 }) };
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
  const added = ["activation exampleSwish", "loss exampleSquaredError", "optimizer exampleDescent"];
  expect(names).toEqual(expect.arrayContaining([...added, "schedule exampleRoot", "layer exampleDoubling"]));
  expect(readSchedule("exampleRoot:4").options).toEqual({ offset: 4 });
});
`;

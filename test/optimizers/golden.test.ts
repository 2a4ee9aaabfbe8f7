// Every optimizer against PyTorch's paths on three functions and on given gradients, in float32 and in float64.
import { describe, expect, test } from "vitest";
import type { CompiledCore } from "../../src/core/core.ts";
import type { Optimizer } from "../../src/optimizers/optimizer.ts";
import { optimizerFromJSON } from "../../src/optimizers/optimizerFromJSON.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { step } from "../../src/schedules/step.ts";
import { type Differentiable, minimize } from "../../src/surfaces/minimize.ts";
import { surfaces } from "../../src/surfaces/surfaces.ts";
import { golden, largest } from "../support/golden.ts";

type Row = number[];
interface Hyper {
  readonly lr: number;
  readonly betas: readonly [number, number];
  readonly weight_decay?: number;
  readonly maximize?: boolean;
  readonly [name: string]: unknown;
}
interface Problem {
  readonly type: string;
  readonly A: Row[];
  readonly b: Row;
  readonly grads: Row[];
  readonly x0: Row;
}
interface Case {
  readonly id: string;
  readonly optimizer: string;
  readonly hyper: Hyper;
  readonly problem: string;
  readonly x_f64: Row[];
  readonly x_f32: Row[];
  readonly x_f64_torch113?: Row[];
  readonly f64_sensitivity: number;
  readonly finite: boolean;
}
interface Convention {
  readonly id: string;
  readonly form: string;
  readonly momentum: number;
  readonly lr0: number;
  readonly lr_rule: string;
  readonly problem: string;
  readonly x_f64: Row[];
}
const data = golden<{
  steps: number;
  problems: Record<string, Problem>;
  cases: Case[];
  momentum_conventions: Convention[];
}>("optimizers.json.gz");

function functionOf(problem: Problem): Differentiable {
  if (problem.type === "rosenbrock") return surfaces.rosenbrock;
  if (problem.type === "gradient_sequence") return { value: () => 0, gradient: (_, step) => problem.grads[step] };
  if (problem.type !== "quadratic") return surfaces.beale;
  const product = (x: Row) => problem.A.map((row) => row.reduce((sum, a, k) => sum + a * x[k], 0));
  return {
    value: (x) => product(x).reduce((sum, ax, i) => sum + x[i] * (0.5 * ax - problem.b[i]), 0),
    gradient: (x) => product(x).map((ax, i) => ax - problem.b[i]),
  };
}

/** Ours by PyTorch's class and hyperparameters; undefined where there is none. */
function ours(name: string, h: Hyper): Optimizer | undefined {
  const learningRate = h.lr;
  const from = (names: Record<string, string>) =>
    Object.fromEntries(Object.entries(names).map(([mine, theirs]) => [mine, h[theirs] as number | boolean]));
  const adams = () => ({ learningRate, beta1: h.betas[0], beta2: h.betas[1], ...from({ epsilon: "eps" }) });
  const options: Record<string, () => Optimizer["options"]> = {
    sgd: () => ({
      learningRate,
      form: "pytorch",
      ...from({ momentum: "momentum", nesterov: "nesterov", dampening: "dampening" }),
    }),
    adagrad: () => ({
      learningRate,
      ...from({
        epsilon: "eps",
        initialAccumulator: "initial_accumulator_value",
        learningRateDecay: "lr_decay",
      }),
    }),
    adadelta: () => ({ learningRate, ...from({ rho: "rho", epsilon: "eps" }) }),
    rmsprop: () => ({
      learningRate,
      ...from({ rho: "alpha", epsilon: "eps", centered: "centered", momentum: "momentum" }),
    }),
    adam: () => ({ ...adams(), ...from({ amsgrad: "amsgrad" }) }),
    adamw: () => ({ ...adams(), ...from({ amsgrad: "amsgrad", weightDecay: "weight_decay" }) }),
    adamax: adams,
    nadam: () => ({ ...adams(), ...from({ momentumDecay: "momentum_decay" }) }),
    radam: adams,
  };
  const own = name.toLowerCase();
  return options[own] && optimizerFromJSON(own, options[own]());
}

async function run(c: Case, optimizer: Optimizer, core?: CompiledCore): Promise<Row[]> {
  const problem = data.problems[c.problem];
  const f = functionOf(problem);
  const decay = optimizer.name === "adamw" ? 0 : (c.hyper.weight_decay ?? 0);
  const sign = c.hyper.maximize ? -1 : 1;
  const gradient = (x: Row, step: number) => Array.from(f.gradient(x, step), (g, i) => sign * g + decay * x[i]);
  const options = { start: problem.x0, optimizer, steps: data.steps, ...(core ? { core } : {}) };
  return (await minimize({ value: f.value, gradient }, options)).path.map((x) => Array.from(x));
}

/**
 * The largest |got − want| in tolerances of float32, each coordinate by its own size: 1e-5, or ten times what PyTorch's own
 * float32 path had strayed three steps on (it can grow fivefold a step); past 1e-3 the path is chaotic and not compared.
 */
function strayed(got: Row[], want: Row[], single: Row[] = want): number {
  const size = want[0].map((_, i) => 1 + largest(want.map((row) => row[i])));
  const strays = want.map((row, k) =>
    largest(row.map((v, i) => (Math.fround(single[k][i]) - Math.fround(v)) / size[i])),
  );
  return largest(
    want.flatMap((row, k) => {
      const bound = 10 * largest(strays.slice(0, k + 4));
      if (bound > 1e-3) return [];
      return row.map((v, i) => (got[k][i] - v) / (Math.max(1e-5, bound) * size[i]));
    }),
  );
}

const cases = data.cases.filter((c) => c.finite && ours(c.optimizer, c.hyper) !== undefined);
/** The case's optimizer; it was filtered by having one. */
const optimizerOf = (c: Case) => ours(c.optimizer, c.hyper) as Optimizer;

describe("PyTorch's paths of 50 steps", () => {
  test("every optimizer but Lion, which PyTorch has not, is among the cases", () => {
    expect(new Set(cases.map((c) => optimizerOf(c).name)).size).toBe(9);
    expect(cases.length).toBe(124);
  });

  test.each(cases.map((c) => [c.id, c] as const))(
    "%s: in float32, within 1e-5 or 10 times PyTorch's own error",
    async (_, c) => {
      expect(strayed(await run(c, optimizerOf(c)), c.x_f64, c.x_f32)).toBeLessThanOrEqual(1);
    },
  );

  // 1e-11 and not 1e-12: their gradients' sums are in another order
  test.each(cases.map((c) => [c.id, c] as const))(
    "%s: in float64, within 1e-11 times the path's sensitivity",
    async (_, c) => {
      const path = await run(c, optimizerOf(c), referenceCore());
      const relative = path.flatMap((x, k) => x.map((v, i) => (v - c.x_f64[k][i]) / (1 + Math.abs(c.x_f64[k][i]))));
      expect(largest(relative)).toBeLessThanOrEqual(1e-12 * Math.max(1, c.f64_sensitivity));
    },
  );

  const steady = cases.filter((c) => c.optimizer === "SGD" && c.hyper.momentum && !c.hyper.dampening);
  test.each(steady.map((c) => [c.id, c] as const))("%s: the lecture's form is the same while α stays", async (_, c) => {
    const lecture = optimizerFromJSON("sgd", { ...optimizerOf(c).options, form: "lecture" });
    expect(strayed(await run(c, lecture), c.x_f64, c.x_f32)).toBeLessThanOrEqual(1);
  });

  test("NAdam follows the paper and not PyTorch 1.13", async () => {
    const c = cases.find(({ id }) => id.startsWith("NAdam") && id.endsWith("quadratic"));
    if (c?.x_f64_torch113 === undefined) throw new Error("no NAdam case");
    const path = await run(c, optimizerOf(c));
    expect(strayed(path, c.x_f64)).toBeLessThanOrEqual(1);
    expect(strayed(path, c.x_f64_torch113)).toBeGreaterThan(10);
  });
});

describe("momentum when α halves", () => {
  const forms: Record<string, Optimizer["options"]> = {
    seed_lr_inside: { form: "lecture" },
    torch_lr_outside: { form: "pytorch" },
    torch_nesterov: { form: "pytorch", nesterov: true },
  };
  const path = async (c: Convention, options: Optimizer["options"]) => {
    const problem = data.problems[c.problem];
    const every = Number(/floor\(t\/(\d+)\)/.exec(c.lr_rule)?.[1]);
    const optimizer = optimizerFromJSON("sgd", { learningRate: c.lr0, momentum: c.momentum, ...options });
    const schedule = step({ every, factor: 0.5 });
    const options_ = { start: problem.x0, optimizer, steps: data.steps, schedule };
    return { every, path: (await minimize(functionOf(problem), options_)).path.map((x) => Array.from(x)) };
  };
  const conventions = data.momentum_conventions.filter((c) => forms[c.form]);

  test.each(conventions.map((c) => [c.id, c] as const))("%s, within 1e-5", async (_, c) => {
    expect(strayed((await path(c, forms[c.form])).path, c.x_f64)).toBeLessThanOrEqual(1);
  });

  test("the lecture's form and PyTorch's part only from the step where α changes", async () => {
    const inside = conventions.find((c) => c.form === "seed_lr_inside");
    if (inside === undefined) throw new Error("no such case");
    const lecture = await path(inside, forms.seed_lr_inside);
    const pytorch = await path(inside, forms.torch_lr_outside);
    const from = lecture.every;
    expect(strayed(lecture.path.slice(0, from + 1), pytorch.path.slice(0, from + 1))).toBeLessThanOrEqual(1);
    expect(strayed(lecture.path.slice(0, from + 2), pytorch.path.slice(0, from + 2))).toBeGreaterThan(10);
  });
});

// Whole networks' outputs, costs and gradients against PyTorch's, on both cores.
import { expect, test } from "vitest";
import type { CompiledCore } from "../../src/core/core.ts";
import { type Activation, elu, leakyRelu, Network, softplus } from "../../src/index.ts";
import { dense } from "../../src/layers/dense.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { golden, largest } from "../support/golden.ts";
import { expectClose } from "../support/numbers.ts";
import { compiled, hooked } from "../training/support.ts";

type Nested = readonly (number | Nested)[];
const flat = (values: Nested): number[] => values.flatMap((v) => (typeof v === "number" ? [v] : flat(v)));

interface Net {
  readonly sizes: readonly number[];
  readonly W: readonly Nested[];
  readonly b: readonly Nested[];
  readonly x: Nested;
}
interface Step {
  readonly id: string;
  readonly input: string;
  readonly activation: string;
  readonly loss: string;
  readonly target: Nested;
  readonly f64: {
    readonly post: readonly Nested[];
    readonly loss: number;
    readonly dW: Nested[];
    readonly db: Nested[];
  };
}
interface Penalised {
  readonly id: string;
  readonly l1: number;
  readonly l2: number;
  readonly loss_l2_half: number;
  readonly dW_l2_half: Nested[];
  readonly db_l2_half: Nested[];
}

/** Relative to the value, and to the largest of its kind, where a sum cancels. */
const tolerances = {
  // three products of at most 8 terms, an activation within a few ulp, and inputs rounded to float32
  wasm: { outputs: [5e-6, 2e-6], loss: [5e-6, 1e-6], gradient: [2e-5, 5e-6] },
  // float64 on both sides
  reference: { outputs: [1e-10, 1e-10], loss: [1e-10, 1e-10], gradient: [1e-10, 1e-10] },
  // PyTorch 1.13 has float32's ⅙ in the derivative, 3e-8 off, once per hidden layer
  hardSigmoidReference: { outputs: [1e-10, 1e-10], loss: [1e-10, 1e-10], gradient: [2e-7, 1e-7] },
} as const;

const activations: Readonly<Record<string, Activation | string>> = {
  leaky_relu: leakyRelu(),
  elu: elu(),
  gelu_tanh: "geluTanh",
  softplus: softplus(),
  hard_sigmoid: "hardSigmoid",
};
const losses: Readonly<Record<string, string>> = {
  mse: "meanSquaredError",
  bce_with_logits: "binaryCrossEntropy",
  softmax_cross_entropy: "softmaxCrossEntropy",
};
const joined = (W: readonly Nested[], b: readonly Nested[]) => W.flatMap((w, k) => [...flat(w), ...flat(b[k])]);

/** The reference, given the rows' and targets' own float64 numbers where the host has rounded them to float32. */
function exactReference(...numbers: number[][]): CompiledCore {
  const exact = new Map(numbers.flat().map((v) => [Math.fround(v), v]));
  const write = (tensor: string, values: ArrayLike<number>) =>
    tensor === "rows" || tensor === "targets" ? Array.from(values, (v) => exact.get(v) ?? v) : values;
  return hooked({ write }, referenceCore());
}

async function make(core: CompiledCore, net: Net, activation: string, loss: string, l1 = 0, l2 = 0) {
  const last = net.sizes.length - 2;
  const network = await Network.create({
    inputs: net.sizes[0],
    layers: net.sizes
      .slice(1)
      .map((n, i) => dense(n, i < last ? { activation: activations[activation] ?? activation } : {})),
    loss: losses[loss],
    l1,
    l2,
    core,
  });
  network.setParameters(joined(net.W, net.b));
  return network;
}

function expectNear(
  received: ArrayLike<number>,
  expected: readonly number[],
  [relative, ofLargest]: readonly number[],
  what: string,
) {
  expectClose(received, expected, { relative, absolute: ofLargest * Math.max(1e-30, largest([...expected])) }, what);
}

const { nets, cases } = golden<{ nets: Record<string, Net>; cases: Step[] }>("mlp_step.json.gz");

test.each(["wasm", "reference"] as const)(
  "outputs, loss and gradient are PyTorch's for every activation and three losses (%s)",
  async (kind) => {
    for (const c of cases) {
      const odd = kind === "reference" && c.activation === "hard_sigmoid";
      const bounds = tolerances[odd ? "hardSigmoidReference" : kind];
      const net = nets[c.input];
      const [x, target] = [flat(net.x), flat(c.target)];
      const network = await make(kind === "wasm" ? compiled : exactReference(x, target), net, c.activation, c.loss);
      expectNear(network.predict(x, { raw: true }), flat(c.f64.post.slice(-1)), bounds.outputs, `${c.id}: outputs`);
      const { cost: loss, gradient } = network.gradient(x, target);
      expectNear([loss], [c.f64.loss], bounds.loss, `${c.id}: loss`);
      expectNear(gradient, joined(c.f64.dW, c.f64.db), bounds.gradient, `${c.id}: gradient`);
    }
    expect(cases.length).toBe(42);
  },
);

const penalties = golden<{ net: Net & { activation: string; loss: string; y: Nested }; cases: Penalised[] }>(
  "penalties.json",
);

test.each(["wasm", "reference"] as const)(
  "λ₁‖W‖₁ + ½λ₂‖W‖² and its gradient are PyTorch's, and biases have none (%s)",
  async (kind) => {
    const { net } = penalties;
    const bounds = tolerances[kind];
    const [x, y] = [flat(net.x), flat(net.y)];
    for (const c of penalties.cases) {
      const core = kind === "wasm" ? compiled : exactReference(x, y);
      const network = await make(core, net, net.activation, net.loss, c.l1, c.l2);
      const { cost: loss, gradient } = network.gradient(x, y);
      expectNear([loss], [c.loss_l2_half], bounds.loss, `${c.id}: loss`);
      expectNear(gradient, joined(c.dW_l2_half, c.db_l2_half), bounds.gradient, `${c.id}: gradient`);
    }
  },
);

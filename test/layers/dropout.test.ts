// Dropout in networks: PyTorch's numbers under given masks, both forms in expectation, and what may not be asked of it.
import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/core/errors.ts";
import { dense, dropout, initializers, type LayerDescription, Network, sgd } from "../../src/index.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { golden, largest } from "../support/golden.ts";
import { compiledTestCore, float32, kernelCall, testCores, zeros } from "../support/kernel.ts";
import { expectClose, noise } from "../support/numbers.ts";

const compiled = [["wasm", compiledTestCore()] as const, ["reference", referenceCore()] as const];
const cores = await testCores();
const forms = ["test", "training"] as const;
const binary = { loss: "binaryCrossEntropy" } as const;

/** x → Σ of the kept x, with weights 1 and no bias: its outputs show what dropout does to them. */
const sumOf = (inputs: number, layer: LayerDescription) =>
  Network.create({
    inputs,
    layers: [layer, dense(1, { initializer: initializers.constant({ value: 1 }), bias: false })],
    loss: "meanAbsoluteError",
  });

describe.each(cores)("the kernels in the %s core", (_, core) => {
  test.each([1, 3, 4, 5, 17])(
    "apply multiplies %i elements by factor and mask, also in place, and scale by keep",
    (n) => {
      const inputs = noise(n, n);
      const mask = Float32Array.from(noise(n, 2), (v) => (v > 0 ? 1 : 0));
      const expected = Array.from(inputs, (x, i) => Math.fround(x * 1.25) * mask[i]);
      const factor = float32([1.25]);
      const outputs = zeros(n);
      const inPlace = float32(inputs);
      const apply = (to: typeof outputs, from: typeof outputs) =>
        kernelCall(core, "dropoutApply", { outputs: to, inputs: from, mask: float32(mask), factor, count: n }).outputs;
      expectClose(apply(outputs, float32(inputs)), expected, { relative: 2 ** -24 }, "applied");
      expectClose(apply(inPlace, inPlace), expected, { relative: 2 ** -24 }, "applied in place");
      const scaled = kernelCall(core, "dropoutScale", { outputs, inputs: float32(inputs), factor, count: n }).outputs;
      expectClose(
        scaled,
        Array.from(inputs, (x) => x * 1.25),
        { relative: 2 ** -24 },
        "scaled",
      );
    },
  );
});

interface Case {
  readonly id: string;
  readonly keep_prob_hidden: number;
  readonly keep_prob_input: number;
  readonly sizes: number[];
  readonly activation: string;
  readonly W: number[][][];
  readonly b: number[][];
  readonly x: number[][];
  readonly y: number[];
  readonly mask_input: number[][];
  readonly mask_hidden: number[][];
  readonly seed_scale_at_test: Results;
  readonly inverted: Results;
}
interface Results {
  readonly train_loss: number;
  readonly dW: number[][][];
  readonly db: number[][];
  readonly test_output: number[][];
  readonly test_loss: number;
}
const cases = golden<{ cases: Case[] }>("dropout.json").cases;
const flatten = (W: number[][][], b: number[][]) => W.flatMap((w, layer) => [...w.flat(), ...b[layer]]);

const everyCase = compiled.flatMap(([coreName, core]) =>
  cases.flatMap((c) => forms.map((scaleAt) => [c.id, scaleAt, coreName, c, core] as const)),
);
test.each(everyCase)(
  "%s scaled at %s in the %s core: PyTorch's loss and gradient under its masks within 2e-5, and its outputs at test time",
  async (_, scaleAt, __, c, core) => {
    const [inputs, hidden, outputs] = c.sizes;
    const layers = [
      dropout({ keep: c.keep_prob_input, scaleAt }),
      dense(hidden, { activation: c.activation }),
      dropout({ keep: c.keep_prob_hidden, scaleAt }),
      dense(outputs),
    ];
    const network = await Network.create({ inputs, layers, loss: "softmaxCrossEntropy", core });
    network.setParameters(flatten(c.W, c.b));
    const want = scaleAt === "test" ? c.seed_scale_at_test : c.inverted;
    const masks = [c.mask_input, c.mask_hidden].map((mask) => Uint8Array.from(mask.flat()));
    const { cost: loss, gradient } = network.gradient(c.x, c.y, { masks });
    const slope = flatten(want.dW, want.db);
    expectClose([loss], [want.train_loss], { relative: 5e-6, absolute: 1e-6 }, "loss");
    expectClose(gradient, slope, { relative: 2e-5, absolute: 5e-6 * largest(slope) }, "gradient");
    const out = want.test_output.flat();
    expectClose(network.predict(c.x, { raw: true }), out, { relative: 5e-6, absolute: 2e-6 * largest(out) }, "outputs");
    expectClose([network.gradient(c.x, c.y).cost], [want.test_loss], { relative: 5e-6, absolute: 1e-6 }, "test loss");
  },
);

test("at test time the lecture's form scales by the probability to keep, not to drop; the inverted form not at all", async () => {
  for (const [scaleAt, factor] of [
    ["test", 0.75],
    ["training", 1],
  ] as const) {
    const network = await sumOf(2, dropout({ keep: 0.75, scaleAt }));
    expect([...network.predict([[4, 8]], { raw: true })]).toEqual([12 * factor]);
  }
});

test("in training the lecture's form leaves what is kept as it is; the inverted form divides it by keep", async () => {
  for (const [scaleAt, factor] of [
    ["test", 1],
    ["training", 1 / 0.75],
  ] as const) {
    const network = await sumOf(3, dropout({ keep: 0.75, scaleAt }));
    const { cost: loss } = network.gradient([[3, 6, 12]], [0], { masks: [[1, 0, 1]] });
    expect(loss).toBe(15 * factor);
  }
});

test.each(forms)("scaled at %s, the mean over all 32 masks is what evaluation gives, within 1e-6", async (scaleAt) => {
  const keep = 0.7;
  const row = [1, 2, 4, 8, 16];
  const network = await sumOf(row.length, dropout({ keep, scaleAt }));
  let expected = 0;
  for (let bits = 0; bits < 2 ** row.length; bits++) {
    const mask = row.map((_, u) => (bits >> u) & 1);
    const chance = mask.reduce((product, kept) => product * (kept ? keep : 1 - keep), 1);
    expected += chance * network.gradient([row], [0], { masks: [mask] }).cost;
  }
  expectClose(network.predict([row], { raw: true }), [expected], { relative: 1e-6 }, "evaluation");
});

test.each(forms)(
  "scaled at %s, the mean over 20,000 drawn masks is what evaluation gives, within 5 σ",
  async (scaleAt) => {
    const [keep, rows] = [0.7, 20000];
    const row = [1, 2, 4, 8, 16];
    const network = await sumOf(row.length, dropout({ keep, scaleAt }));
    const data = { inputs: new Float32Array(rows * 5), targets: new Float32Array(rows), rows, features: 5, outputs: 1 };
    for (let r = 0; r < rows; r++) data.inputs.set(row, 5 * r);
    const [evaluated] = network.predict([row], { raw: true });
    const run = await network.fit(data, { optimizer: sgd({ learningRate: 1e-9 }), steps: 1, batchSize: rows });
    const factor = scaleAt === "training" ? 1 / keep : 1;
    const deviation = factor * Math.sqrt((keep * (1 - keep) * row.reduce((sum, x) => sum + x * x, 0)) / rows);
    expect(Math.abs(run.curve.batchCost[0] - evaluated)).toBeLessThan(5 * deviation);
  },
);

test.each(forms)(
  "scaled at %s, the gradient without masks is evaluation's slope within 1e-6 of float64 differences",
  async (scaleAt) => {
    const layers = [
      dropout({ keep: 0.8, scaleAt }),
      dense(4, { activation: "tanh" }),
      dropout({ keep: 0.6, scaleAt }),
      dense(1),
    ];
    const network = await Network.create({ inputs: 3, layers, ...binary, core: referenceCore() });
    const rows = Array.from(noise(15, 3));
    const inputs = [0, 1, 2, 3, 4].map((r) => rows.slice(3 * r, 3 * r + 3));
    const targets = [0, 1, 1, 0, 1];
    const { gradient } = network.gradient(inputs, targets);
    const theta = network.parameters;
    const slope = Array.from(theta, (_, i) => {
      const at = (step: number) => {
        network.setParameters(theta.map((v, k) => (k === i ? v + step : v)));
        return network.gradient(inputs, targets).cost;
      };
      return (at(1e-5) - at(-1e-5)) / 2e-5;
    });
    expectClose(gradient, slope, { relative: 1e-6, absolute: 1e-8 }, "gradient");
  },
);

describe("what cannot be used throws, and changes nothing", () => {
  const make = () =>
    Network.create({
      inputs: 3,
      layers: [dropout({ keep: 0.5 }), dense(4), dropout({ keep: 0.5 }), dense(1)],
      ...binary,
    });
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  const [first, second] = [Array<number>(6).fill(1), Array<number>(8).fill(1)];

  test.each<[string, unknown, string]>([
    ["one mask for two layers", [first], "gradient.masks: got an array of 1, expected 2 masks, one per dropout layer"],
    ["three masks", [first, second, second], "gradient.masks: got an array of 3"],
    ["no array", new Uint8Array(6), "gradient.masks: got Uint8Array(6)"],
    ["a mask of too few rows", [first.slice(3), second], "gradient.masks[0]"],
    ["masks in the wrong order", [second, first], "gradient.masks[0]: got an array of 8, expected 2 rows × 3 units"],
    ["a mask too long", [first, [...second, 1]], "gradient.masks[1]: got an array of 9, expected 2 rows × 4 units"],
    ["no mask where one should be", [first, undefined], "gradient.masks[1]"],
    ["a 2", [first, second.with(3, 2)], "gradient.masks[1][3]: got 2, expected 0 or 1"],
    ["a half", [first.with(0, 0.5), second], "gradient.masks[0][0]: got 0.5, expected 0 or 1"],
    ["NaN", [first.with(5, Number.NaN), second], "gradient.masks[0][5]: got NaN, expected 0 or 1"],
  ])("masks: %s", async (_, masks, message) => {
    const network = await make();
    const before = network.gradient(rows, [0, 1], { masks: [first, second] });
    const call = () => network.gradient(rows, [0, 1], { masks: masks as number[][] });
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
    expect(network.gradient(rows, [0, 1], { masks: [first, second] })).toEqual(before);
  });

  test("masks for a network without dropout", async () => {
    const network = await Network.create({ inputs: 3, layers: [dense(1)], ...binary });
    expect(() => network.gradient(rows, [0, 1], { masks: [first] })).toThrow(ShapeError);
    expect(network.gradient(rows, [0, 1], { masks: [] })).toEqual(network.gradient(rows, [0, 1]));
  });

  test.each([0, -0.1, 1.0001, 2, Number.NaN, Number.POSITIVE_INFINITY, "0.5", null])("keep: %s", async (keep) => {
    const message = /dropout\.keep: got .*, expected a number in \(0, 1\]/;
    expect(() => dropout({ keep: keep as number })).toThrow(
      expect.objectContaining({ name: "OptionError", message: expect.stringMatching(message) }),
    );
    const layers = [{ kind: "dropout", keep, scaleAt: "test" } as LayerDescription, dense(1)];
    await expect(Network.create({ inputs: 2, layers, ...binary })).rejects.toThrow("Network.layers[0].keep");
  });

  test("an unknown option or form, the nearest suggested", () => {
    expect(() => dropout({ kep: 0.5 } as object)).toThrow('Did you mean "keep"?');
    expect(() => dropout({ scaleAt: "tests" as "test" })).toThrow('expected one of "training", "test"');
  });
});

test("the default keeps half and scales in training", () => {
  expect({ ...dropout() }).toEqual({ kind: "dropout", keep: 0.5, scaleAt: "training" });
  expect(Object.isFrozen(dropout())).toBe(true);
});

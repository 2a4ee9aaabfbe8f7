// A layer with a running variable, which couples the rows of a batch: in the state, the fingerprint, the file and the snapshot, in no
// optimizer's way, and trained on batches that one block holds.
import { expect, test, vi } from "vitest";
import { dense, Network, residual, sgd } from "../../src/index.ts";
import { activationKind } from "../../src/layers/activation.ts";
import type { Layer, LayerDescription, LayerKind } from "../../src/layers/layer.ts";
import { compiled } from "../curvature/support.ts";
import { noise } from "../support/numbers.ts";
import { measured } from "../training/support.ts";

/** Adds each training block's first row to its figures, and gives its inputs on. */
const counting: LayerKind<LayerDescription> = {
  describe: (_, description) => description,
  build(description, context): Layer {
    const layer = activationKind.build({ kind: "activation", activation: { name: "identity" } }, context);
    const width = context.input[0];
    const variables = [
      { name: "figures", shape: [width], role: "running", initializer: { name: "constant", value: 1 } },
    ] as const;
    return {
      ...layer,
      description,
      variables,
      couplesRows: true,
      forward(program, { inputs, variables: { figures } }, _, mode) {
        if (mode === "training")
          program.emit("residualAdd", { outputs: figures, inputs: figures, shortcuts: inputs, count: width });
        return inputs;
      },
    };
  },
};
vi.mock("../../src/layers/kinds.ts", async (original) => {
  const { layerKinds } = await original<typeof import("../../src/layers/kinds.ts")>();
  return {
    layerKinds: {
      ...layerKinds,
      counting: {
        describe: (...all: never[]) => counting.describe(...(all as unknown as [never, never, never])),
        build: (...all: never[]) => counting.build(...(all as unknown as [never, never])),
      },
    },
  };
});

const create = () =>
  Network.create({ inputs: 4, layers: [{ kind: "counting" }, dense(2)], loss: "meanSquaredError", core: compiled });

test("running figures begin as the layer says, change in training alone, and are no part of θ", async () => {
  const network = await create();
  expect([...network.state]).toEqual([1, 1, 1, 1]);
  expect(network.parameters.length).toBe(10);
  network.predict(noise(8, 1));
  network.gradient(noise(8, 1), noise(4, 2));
  expect([...network.state]).toEqual([1, 1, 1, 1]);
  const data = measured(8);
  await network.fit(data, { optimizer: sgd(), epochs: 1, batchSize: 8, shuffle: false, evaluateEvery: false });
  expect([...network.state]).toEqual(Array.from(data.inputs.subarray(0, 4), (x) => Math.fround(1 + x)));
});

test("the state is set, and is part of fingerprint, weights, snapshot and file", async () => {
  const network = await create();
  const before = network.fingerprint();
  const snapshot = network.model.snapshot();
  network.setState([5, 6, 7, 8]);
  expect(network.fingerprint()).not.toBe(before);
  expect(network.weights(0)).toEqual({ figures: { shape: [4], values: Float32Array.of(5, 6, 7, 8) } });
  const loaded = await Network.load(network.save());
  expect([...loaded.state]).toEqual([5, 6, 7, 8]);
  expect(loaded.fingerprint()).toBe(network.fingerprint());
  network.model.restore(snapshot);
  expect(network.fingerprint()).toBe(before);
  expect(() => network.setState([1])).toThrow(/setState.*4 numbers/);
  for (const layer of [2, -1, 0.5, "0", "length", undefined])
    expect(() => network.weights(layer as never)).toThrow(/weights.*0…1/);
});

test.each([
  ["of its own", [{ kind: "counting" }, dense(2)], "counting"],
  ["inside a residual", [residual([{ kind: "counting" }]), dense(2)], "residual"],
])(
  "a coupling layer %s trains on a batch that is one block; a larger one is refused with nothing changed",
  async (_, layers, kind) => {
    const network = await Network.create({ inputs: 4, layers, loss: "meanSquaredError", core: compiled });
    const before = network.fingerprint();
    const fit = (rows: number, batchSize: number) =>
      network.fit(measured(rows), { optimizer: sgd(), steps: 1, batchSize, evaluateEvery: false });
    await expect(fit(300, 257)).rejects.toThrow(new RegExp(`fit\\.batchSize.*257.*256.*layers\\[0\\] \\(${kind}\\)`));
    expect(network.fingerprint()).toBe(before);
    expect(() => network.gradient(noise(257 * 4, 1), noise(257 * 2, 2), { masks: [] })).toThrow(/masks.*256/);
    expect(network.gradient(noise(257 * 4, 1), noise(257 * 2, 2)).cost).toBeGreaterThan(0);
    expect(network.evaluate(measured(300)).loss).toBeGreaterThan(0);
    expect(network.fingerprint()).toBe(before);
    await fit(300, 256);
    expect(network.fingerprint()).not.toBe(before);
    await fit(100, 1000);
  },
);

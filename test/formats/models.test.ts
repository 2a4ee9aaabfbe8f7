// A saved network opens as it was: the same predictions to the bit, the same file again, on both cores, from one version to the next.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activationKinds } from "../../src/activations/kinds.ts";
import type { Column } from "../../src/data/columns.ts";
import {
  applyColumns,
  csv,
  dataset,
  dense,
  dropout,
  huber,
  initializers,
  type LayerDescription,
  leakyRelu,
  Network,
  type NetworkOptions,
  resume,
  softmaxCrossEntropy,
  softplus,
  split,
  standardizer,
} from "../../src/index.ts";
import { initializerNames } from "../../src/layers/initializers.ts";
import { lossKinds } from "../../src/losses/kinds.ts";
import type { LossName } from "../../src/losses/losses.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { expectSameBits, noise } from "../support/numbers.ts";
import { sampleNetwork, table } from "./samples.ts";

const lambda = fc.constantFrom(0, 1e-3, 0.25);
const layer: fc.Arbitrary<LayerDescription> = fc.oneof(
  fc
    .record(
      {
        units: fc.integer({ min: 1, max: 7 }),
        activation: fc.constantFrom(
          "identity",
          ...Object.keys(activationKinds),
          leakyRelu({ slope: 0.3 }),
          softplus({ beta: 2 }),
        ),
        initializer: fc.constantFrom(
          ...initializerNames,
          initializers.normal({ deviation: 0.2 }),
          initializers.constant({ value: 0.1 }),
        ),
        bias: fc.boolean(),
        l1: lambda,
        l2: lambda,
      },
      { requiredKeys: ["units"] },
    )
    .map(({ units, ...options }) => dense(units, options)),
  fc
    .record({ keep: fc.constantFrom(1, 0.9, 0.3), scaleAt: fc.constantFrom("training", "test") })
    .map((o) => dropout(o)),
);

const spec: fc.Arbitrary<NetworkOptions> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 5 }),
    layers: fc.array(layer, { maxLength: 4 }),
    outputs: fc.integer({ min: 1, max: 4 }),
    loss: fc.constantFrom(
      ...Object.keys(lossKinds),
      huber({ delta: 0.3 }),
      softmaxCrossEntropy({ labelSmoothing: 0.1 }),
    ),
    scaled: fc.constantFrom("none", "inputs", "targets"),
    named: fc.boolean(),
    seed: fc.maxSafeNat(),
    l1: lambda,
    l2: lambda,
  })
  .map(({ layers, outputs, scaled, named, ...options }) => {
    const { inputs, loss } = options;
    const regression = !lossKinds[typeof loss === "string" ? (loss as LossName) : loss.name].classification;
    const targets = regression && scaled === "targets";
    const rows = { inputs: noise(9 * inputs, 5), features: inputs, targets: noise(9 * outputs, 6), outputs };
    return {
      ...options,
      layers: [...layers, dense(outputs)],
      ...(scaled === "none" ? {} : { standardizer: standardizer(dataset(rows), { targets }) }),
      ...(named ? { classes: Array.from({ length: Math.max(2, outputs) }, (_, i) => `ö"${i}`) } : {}),
      ...(named
        ? { columns: Array.from({ length: inputs }, (_, i): Column => ({ name: `c${i}`, kind: "number", missing: 0 })) }
        : {}),
    };
  });

describe("a saved and loaded network", () => {
  test("predicts the same bits and saves to the same bytes, whatever its specification", async () => {
    await fc.assert(
      fc.asyncProperty(spec, fc.boolean(), async (options, raw) => {
        const network = await Network.create(options);
        const file = network.save();
        const opened = await Network.load(file);
        const rows = noise(6 * Number(options.inputs), 8);
        expectSameBits(opened.predict(rows, { raw }), network.predict(rows, { raw }), "prediction");
        expect(opened.summary()).toBe(network.summary());
        expect(opened.save()).toEqual(file);
        for (const one of [network, opened]) one.dispose();
      }),
      { numRuns: 150 },
    );
  });

  test("goes on training to the same bits", async () => {
    const network = await sampleNetwork();
    await network.fit(table, { epochs: 2 });
    const opened = await Network.load(network.save());
    for (const one of [network, opened]) await one.fit(table, { epochs: 2 });
    expect(opened.fingerprint()).toBe(network.fingerprint());
    expect(opened.save()).toEqual(network.save());
    expect(opened.classify(table.inputs)).toEqual(network.classify(table.inputs));
    expect(opened.evaluate(table)).toEqual(network.evaluate(table));
  });

  test("has the class names that the training data gave it", async () => {
    const { classes: _, ...rest } = { inputs: 3, layers: [dense(3)], loss: "softmaxCrossEntropy", classes: [] };
    const network = await Network.create(rest);
    await network.fit(table, { epochs: 1 });
    expect((await Network.load(network.save())).classes).toEqual(["a", "b", "c"]);
  });

  test("keeps numbers to the edge of float32, and the sign of zero", async () => {
    const network = await Network.create({ inputs: 2, layers: [dense(2)], loss: "meanSquaredError" });
    const theta = [3.4028234663852886e38, 1.1754943508222875e-38, -0, 1e-45, -3.4028234663852886e38, 0];
    network.setParameters(theta);
    expectSameBits((await Network.load(network.save())).parameters, Float32Array.from(theta), "θ");
  });

  test("opens on the reference core with the same weights, and its float64 weights come back to the bit", async () => {
    const network = await sampleNetwork();
    const opened = await Network.load(network.save(), { core: referenceCore() });
    expect([...opened.parameters]).toEqual([...network.parameters]);
    await opened.fit(table, { epochs: 3 });
    const again = await Network.load(opened.save(), { core: referenceCore() });
    expect(again.parameters).toBeInstanceOf(Float64Array);
    expectSameBits(again.parameters, opened.parameters, "float64 θ");
    expect(again.predict(table.inputs)).toEqual(opened.predict(table.inputs));
    const narrowed = await Network.load(opened.save());
    expectSameBits(narrowed.parameters, Float32Array.from(opened.parameters), "float32 θ");
  });
});

test("load refuses an unknown option and a core that is none", async () => {
  const file = (await sampleNetwork()).save();
  await expect(Network.load(file, { cores: 1 } as object)).rejects.toThrow(/Did you mean "core"/);
  await expect(Network.load(file, { core: 5 } as object)).rejects.toThrow(
    expect.objectContaining({ name: "OptionError" }),
  );
});

describe("files of version 1", () => {
  const folder = new URL("../golden/files/", import.meta.url);
  const bytes = (name: string) => readFileSync(new URL(`${name}-1.safetensors`, folder));
  const expected = JSON.parse(readFileSync(new URL("expected-1.json", folder)).toString());

  test("a model opens and predicts the committed numbers from the raw table", async () => {
    const network = await Network.load(bytes("model"));
    expect(network.fingerprint()).toBe(expected.fingerprint);
    const { inputs } = await network.read(expected.table);
    expectSameBits(network.predict(inputs), Float32Array.from(expected.predictions), "prediction");
    expect(network.classes).toEqual(["no", "yes"]);
    expect((await Network.load(network.save())).fingerprint()).toBe(expected.fingerprint);
  });

  test("a checkpoint goes on to the committed fingerprint", async () => {
    const { data, columns } = await csv(expected.table, { target: "buys", missing: "mean" });
    expect((await applyColumns(columns, expected.table)).inputs).toEqual(data.inputs);
    const { train, validation } = split(data, { validation: 0.2, test: 0, seed: 1 });
    const { network, steps, reason } = await resume(bytes("checkpoint"), train, { validation });
    expect({ fingerprint: network.fingerprint(), steps, reason }).toEqual(expected.resumed);
  });
});

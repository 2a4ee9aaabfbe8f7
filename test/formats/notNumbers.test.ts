// Weights that are no numbers: refused by files and by calls, with the variable and the place named.
import { beforeAll, describe, expect, test } from "vitest";
import { readTensors } from "../../src/formats/readTensors.ts";
import { writeTensors } from "../../src/formats/writeTensors.ts";
import { dataset, dense, Network, resume, sgd, standardizer, standardizerFromJSON } from "../../src/index.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { sampleFiles, sampleNetwork, table, validation } from "./samples.ts";

let files: { readonly model: Uint8Array; readonly checkpoint: Uint8Array };
beforeAll(async () => {
  files = await sampleFiles();
});

/** The file with one number of one tensor replaced, in float64 where float32 cannot say it. */
function withNumber(file: Uint8Array, name: string, at: number, value: number): Uint8Array {
  const { tensors, metadata } = readTensors("test", file);
  const changed = tensors.map((tensor) => {
    if (tensor.name !== name) return tensor;
    const values = Float64Array.from(tensor.values);
    values[at] = value;
    return { ...tensor, values: Number.isFinite(value) ? values : Float32Array.from(values) };
  });
  return writeTensors({ tensors: changed, metadata });
}

const wrong = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300, -3.5e38];

describe.each(wrong)("%d", (value) => {
  test.each(["layers.0.weights", "layers.2.biases"])("is refused by load in %s", async (name) => {
    const bytes = withNumber(files.model, name, 2, value);
    const expected = { name: "FormatError", message: expect.stringContaining(`tensor ${name}[2]: got ${value}`) };
    await expect(Network.load(bytes)).rejects.toMatchObject(expected);
    await expect(Network.load(bytes, { core: referenceCore() })).rejects.toMatchObject(expected);
  });

  test.each(["network.theta", "watchers.bestWeights.theta"])("is refused by resume in %s", async (name) => {
    const bytes = withNumber(files.checkpoint, name, 5, value);
    await expect(resume(bytes, table, { validation })).rejects.toMatchObject({
      name: "FormatError",
      message: expect.stringContaining(`tensor ${name}[5]: got ${value}`),
    });
  });

  test("is refused by setParameters, and nothing changes", async () => {
    const network = await sampleNetwork();
    const before = network.fingerprint();
    const values = [...network.parameters];
    values[18] = value;
    expect(() => network.setParameters(values)).toThrow(
      expect.objectContaining({
        name: "DataError",
        message: `setParameters, number 18 (weights.2[2]): got ${value}, expected a number within float32.`,
      }),
    );
    expect(network.fingerprint()).toBe(before);
  });

  test("is refused in a standardizer", () => {
    const json = JSON.parse(JSON.stringify(standardizer(table)));
    for (const name of ["mean", "deviation"]) {
      const figures = { ...json, [name]: [1, value, 1] };
      if (name === "deviation" && value === -3.5e38) continue; // negative: refused below 0 already
      expect(() => standardizerFromJSON(figures)).toThrow(expect.objectContaining({ name: "FormatError" }));
    }
  });
});

test("a run that diverged keeps its last finite weights, and its checkpoint is taken up again", async () => {
  const data = dataset({ inputs: [[1e18], [-1e18]], targets: [1e18, 1e18] });
  const network = await Network.create({ inputs: 1, layers: [dense(1)], loss: "meanSquaredError" });
  const run = await network.fit(data, { optimizer: sgd({ learningRate: 1e3 }), epochs: 50 });
  expect(run.reason).toBe("diverged");
  expect([...network.parameters].every(Number.isFinite)).toBe(true);
  expect((await Network.load(network.save())).fingerprint()).toBe(network.fingerprint());
  const again = await resume(run.checkpoint(), data);
  expect(again.reason).toBe("diverged");
  expect(again.network.fingerprint()).toBe(network.fingerprint());
});

test("classify refuses a row that overflows, by its number, instead of naming a class", async () => {
  const network = await Network.create({ inputs: 1, layers: [dense(2), dense(2)], loss: "softmaxCrossEntropy" });
  network.setParameters([3e38, -3e38, 0, 0, 1, 1, -1, 1, 0, 0]);
  expect(network.classify([[1e-30]])).toEqual(["0"]);
  expect(() => network.classify([[1e-30], [3e38]])).toThrow(
    expect.objectContaining({ name: "DataError", row: 1, message: expect.stringContaining("classify, row 1") }),
  );
});

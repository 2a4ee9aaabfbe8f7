// Arrays larger than an engine can hold are refused as memory, and subclasses of Float32Array are taken as their numbers.
import { expect, test } from "vitest";
import { floats } from "../../src/core/floats.ts";
import { dataset, dense, Network, subset } from "../../src/index.ts";

const refusal = (where: string) =>
  expect.objectContaining({
    name: "MemoryError",
    message: expect.stringMatching(`^${where}: got \\d.*this engine can still give`),
  });

test("a length beyond the engine's is a MemoryError with the length in it", () => {
  expect(() => floats("here", 2 ** 40)).toThrow(refusal("here"));
  expect(floats("here", 3)).toEqual(new Float32Array(3));
});

test("predict says so of too many rows × outputs, and goes on to predict fewer", async () => {
  const network = await Network.create({ inputs: 1, layers: [dense(65_536)], loss: "meanSquaredError" });
  expect(() => network.predict(new Float32Array(70_000))).toThrow(refusal("predict"));
  expect(network.predict([[0], [0]]).length).toBe(2 * 65_536);
  network.dispose();
});

test("subset says so of too many rows", () => {
  const data = dataset({ inputs: [[1, 2]], targets: [1] });
  expect(() => subset(data, { length: 2 ** 40 } as never)).toThrow(refusal("subset"));
});

test("a subclass whose slices are of another type is read as its numbers", async () => {
  class Odd extends Float32Array {
    static get [Symbol.species](): Float32ArrayConstructor {
      return Float64Array as never;
    }
  }
  const values = Odd.from([0, 1, 1, 0, 0, 0, 1, 1]);
  const data = dataset({ inputs: values, features: 2, targets: Odd.from([1, 1, 0, 0]) });
  for (const one of [data.inputs, data.targets]) expect(one.constructor).toBe(Float32Array);
  const plain = dataset({ inputs: Float32Array.from(values), features: 2, targets: [1, 1, 0, 0] });
  const [odd, even] = await Promise.all(
    [data, plain].map(async (rows) => {
      const network = await Network.create({ inputs: 2, layers: [dense(3), dense(1)], loss: "meanSquaredError" });
      await network.fit(rows, { epochs: 2, batchSize: 2, validation: rows });
      return network;
    }),
  );
  expect(odd.fingerprint()).toBe(even.fingerprint());
  const many = Odd.from({ length: 1200 }, (_, i) => i % 7); // more than one block
  expect(odd.predict(many)).toEqual(even.predict(Float32Array.from(many)));
});

// Everything wrong that can be given to hessianVectorProduct: a typed error that says what came, and nothing changed.
import { expect, test } from "vitest";
import { DataError, dense, dropout, Network, ShapeError, StateError } from "../../src/index.ts";
import { noise } from "../support/numbers.ts";
import { compiled, rowsFor } from "./support.ts";

const { inputs, targets } = rowsFor("softmaxCrossEntropy", 6, 4, 3);
const make = () =>
  Network.create({
    inputs: 4,
    layers: [dense(5, { activation: "tanh" }), dropout({ keep: 0.5 }), dense(3)],
    loss: "softmaxCrossEntropy",
    core: compiled,
  });
const vector = noise(43, 1);
const mask = new Uint8Array(30).fill(1);

type Arguments = Parameters<Network["hessianVectorProduct"]>;
const wrong: [string, Arguments, new (...a: never[]) => Error, string][] = [
  ["a vector that is too short", [inputs, targets, vector.slice(1)], ShapeError, "43 numbers, one per weight"],
  ["a vector that is none", [inputs, targets, 3 as never], ShapeError, "hessianVectorProduct.vector"],
  [
    "NaN in the vector",
    [inputs, targets, vector.with(7, Number.NaN)],
    ShapeError,
    "vector[7]: got NaN, expected a finite number",
  ],
  ["infinity in the vector", [inputs, targets, vector.with(0, Infinity)], ShapeError, "vector[0]: got Infinity"],
  ["text in the vector", [inputs, targets, ["1", ...vector.slice(1)] as never], ShapeError, "vector[0]"],
  ["NaN in a row", [inputs.with(5, Number.NaN), targets, vector], DataError, "hessianVectorProduct"],
  ["rows of another width", [inputs.slice(1), targets, vector], ShapeError, "hessianVectorProduct"],
  ["targets of another length", [inputs, targets.slice(1), vector], ShapeError, "hessianVectorProduct.targets"],
  ["a class that is not there", [inputs, [0, 1, 2, 3, 0, 1], vector], DataError, "hessianVectorProduct.targets"],
  [
    "no mask where there is dropout",
    [inputs, targets, vector, { masks: [] }],
    ShapeError,
    "1 masks, one per dropout layer",
  ],
  [
    "a mask of another length",
    [inputs, targets, vector, { masks: [mask.slice(1)] }],
    ShapeError,
    "6 rows × 5 units of 0 and 1",
  ],
  [
    "a mask of other numbers",
    [inputs, targets, vector, { masks: [mask.with(3, 2)] }],
    ShapeError,
    "masks[0][3]: got 2, expected 0 or 1",
  ],
];

test.each(wrong)("%s", async (_, given, type, says) => {
  const network = await make();
  const before = network.fingerprint();
  const memory = network.model.arena.mark();
  const call = () => network.hessianVectorProduct(...given);
  expect(call).toThrow(type);
  expect(call).toThrow(says);
  expect(network.fingerprint()).toBe(before);
  expect(network.model.arena.mark()).toBe(memory);
  expect(network.hessianVectorProduct(inputs, targets, vector, { masks: [mask] }).every(Number.isFinite)).toBe(true);
});

test("a network that has been disposed", async () => {
  const network = await make();
  network.dispose();
  expect(() => network.hessianVectorProduct(inputs, targets, vector)).toThrow(StateError);
});

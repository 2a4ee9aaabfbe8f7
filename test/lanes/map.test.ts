// Holds assembly/lanes/map.ts to the bounds that it states.
import { expect, test } from "vitest";
import { evaluate, everyBinade, firstDifference, laneFunction, lanesMemory } from "./sweep.ts";

const unary = ["exp", "expm1", "log", "log1p", "sigmoid", "tanh", "gaussianCdf", "flush"].map((name) => `${name}Of`);
const lengths = [0, 1, 3, 4, 5, 17];
const points = Float32Array.of(
  0.3,
  -0,
  1e-40,
  -2,
  Number.NaN,
  90,
  1,
  Number.NEGATIVE_INFINITY,
  7,
  -0.01,
  1e-30,
  5,
  -88,
  0,
  3,
  -1,
  1e9,
);
const one = (name: string, ...values: number[]) => evaluate(name, ...values.map((value) => Float32Array.of(value)));

test.each(unary)(
  "%s gives an element the same bits at every position and length, and writes nothing outside",
  (name) => {
    const alone = Float32Array.from(points, (value) => one(name, value)[0] ?? 0);
    for (const n of lengths) {
      for (let start = 0; start + n <= points.length; start++) {
        const y = evaluate(name, points.slice(start, start + n));
        expect(firstDifference(y, alone.slice(start, start + n))).toBe(-1);
      }
    }
  },
);

test.each(unary)("%s may write over its operand", (name) => {
  const x = everyBinade().slice(0, 1003);
  const address = 1 << 22;
  const tensor = new Float32Array(lanesMemory().buffer, address, x.length);
  tensor.set(x);
  laneFunction(name)(address, address, x.length);
  expect(firstDifference(tensor, evaluate(name, x))).toBe(-1);
});

test("map2 and map2With give an element the same bits at every length, and write nothing outside", () => {
  const a = points;
  const b = points.toReversed();
  for (const n of lengths) {
    const truth = Float32Array.from({ length: n }, (_, i) => at(a, i) - at(b, i));
    expect(firstDifference(evaluate("differenceOf", a.slice(0, n), b.slice(0, n)), truth)).toBe(-1);
  }
  for (const n of lengths.slice(1)) {
    const p = new Float32Array(n).fill(0.1);
    const y = evaluate("scaledDifferenceOf", a.slice(0, n), b.slice(0, n), p);
    const truth = Float32Array.from({ length: n }, (_, i) => Math.fround(at(a, i) - at(b, i)) * Math.fround(0.1));
    expect(firstDifference(y, truth)).toBe(-1);
  }
});

function at(values: Float32Array, i: number): number {
  return values[i] ?? Number.NaN;
}

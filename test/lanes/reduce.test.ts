// Holds assembly/lanes/reduce.ts to the bounds that it states.
import { expect, test } from "vitest";
import { laneFunction, lanesMemory } from "./sweep.ts";

const address = 1 << 17;
const lengths = [0, 1, 2, 3, 4, 5, 7, 8, 17, 1000];
const add = (a: number, b: number) => Math.fround(a + b);

/** The value of `name` for the numbers, with NaN in the words around them. */
function reduced(name: string, values: number[]): number {
  const words = new Float32Array(lanesMemory().buffer, address - 16, values.length + 8).fill(Number.NaN);
  words.set(values, 4);
  return laneFunction(name)(address, values.length);
}

const numbers = (n: number) =>
  Array.from({ length: n }, (_, i) => Math.fround(Math.sin(i * 1.7 + 0.3) * 10 ** (i % 7)));

test("sum adds element i to lane i mod 4, ascending, then (0 + 1) + (2 + 3), and reads nothing outside", () => {
  for (const n of lengths) {
    const lanes = [0, 0, 0, 0];
    numbers(n).forEach((value, i) => {
      lanes[i % 4] = add(lanes[i % 4] ?? 0, value);
    });
    const [a = 0, b = 0, c = 0, d = 0] = lanes;
    expect(reduced("sumOf", numbers(n))).toBe(add(add(a, b), add(c, d)));
  }
});

test("maximum is the largest, −∞ of nothing, and reads nothing outside", () => {
  for (const n of lengths) {
    expect(reduced("maximumOf", numbers(n))).toBe(Math.max(...numbers(n)));
    expect(
      reduced(
        "maximumOf",
        numbers(n).map((value) => -Math.abs(value)),
      ),
    ).toBe(Math.max(...numbers(n).map((value) => -Math.abs(value))));
  }
});

test("maximum is NaN when any element is NaN, at every position", () => {
  for (let i = 0; i < 11; i++) expect(reduced("maximumOf", numbers(11).with(i, Number.NaN))).toBeNaN();
});

test("maximum puts +0 above −0 in either order", () => {
  expect(reduced("maximumOf", [-0, 0])).toBe(0);
  expect(reduced("maximumOf", [0, -0, -0, -0, -0])).toBe(0);
  expect(reduced("maximumOf", [-0, -0])).toBe(-0);
});

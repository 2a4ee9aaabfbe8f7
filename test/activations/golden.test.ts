// Holds every activation to the 60-digit truth of test/golden/activations.json.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { testCores } from "../support/kernel.ts";
import { type Case, forward, type KindName, names, slope } from "./run.ts";

type Number = number | string;
interface Golden {
  readonly id: string;
  readonly activation: string;
  readonly params: { readonly slope?: number; readonly alpha?: number; readonly beta?: number };
  readonly y_exact: readonly Number[];
  readonly dydx_exact: readonly Number[];
  readonly limits: Readonly<Record<"+Infinity" | "-Infinity", readonly [Number, Number]>>;
}

const file = new URL("../golden/activations.json", import.meta.url);
const golden: { readonly x: readonly number[]; readonly cases: readonly Golden[] } = JSON.parse(
  readFileSync(file, "utf8"),
);
const cores = await testCores();
const x = Float32Array.from(golden.x);
/** How far rounding to float32 moved each point. */
const moved = golden.x.map((v, i) => Math.abs(v - x[i]));
const nameOf = (name: string) => name.replace(/_./g, (part) => part[1].toUpperCase()) as KindName;
const defaults: Record<string, number> = { leakyRelu: 0.01, elu: 1, softplus: 1 };
const given = golden.cases
  .filter(({ activation }) => activation !== "identity" && activation !== "hard_sigmoid_keras2")
  .map((c) => {
    const name = nameOf(c.activation);
    const { slope, alpha, beta } = c.params;
    const own: Case = { title: c.id, name, parameter: slope ?? alpha ?? beta ?? defaults[name] };
    return { id: c.id, own, c };
  });

/** The largest |got − want| / (relative·|want| + absolute + slack), and where; equal infinities are no error. */
function worst(
  got: ArrayLike<number>,
  want: readonly Number[],
  relative: number,
  absolute: number,
  slack: (i: number) => number,
) {
  let largest = 0;
  want.forEach((text, i) => {
    const w = Number(text);
    if (got[i] === w) return;
    const error = Math.abs(got[i] - w) / (relative * Math.abs(w) + absolute + slack(i));
    if (!(error <= largest)) largest = error;
  });
  return largest;
}

test("all golden data is used: 13 activations, each of which is there", () => {
  const golden = new Set(given.map(({ own }) => own.name));
  expect(golden.size).toBe(13);
  expect(names).toEqual(expect.arrayContaining([...golden]));
});

describe.each(cores)("on the %s core", (kind, core) => {
  // the reference is float64, but x and a parameter such as 0.01 reach it as they are given
  const [relative, absolute] = kind === "wasm" ? [2e-6, 1e-7] : [1e-12, 1e-15];

  test.each(given)(`$id is within ${relative} relative + ${absolute} absolute of the truth`, ({ own, c }) => {
    const slack = (i: number) => moved[i] * Math.abs(Number(c.dydx_exact[i]));
    expect(worst(forward(core, own, x), c.y_exact, relative, absolute, (i) => slack(i) * 1.01)).toBeLessThanOrEqual(1);
  });

  test.each(given)(
    `$id's derivative is within ${2 * relative} relative + ${2 * absolute} absolute of the truth`,
    ({ own, c }) => {
      // |f″| ≤ 2 for all of these
      const got = slope(core, own, x);
      expect(worst(got, c.dydx_exact, 2 * relative, 2 * absolute, (i) => 2 * moved[i])).toBeLessThanOrEqual(1);
    },
  );

  test.each(given)("$id has its limits at ±∞, and NaN stays NaN", ({ own, c }) => {
    const ends = Float32Array.of(Infinity, -Infinity);
    const wanted = [c.limits["+Infinity"], c.limits["-Infinity"]];
    const y = forward(core, own, ends);
    const dy = slope(core, own, ends);
    wanted.forEach(([value, derivative], i) => {
      expect(worst([y[i]], [value], 1e-7, 0, () => 0)).toBeLessThanOrEqual(1);
      expect(worst([dy[i]], [derivative], 1e-7, 1e-12, () => 0)).toBeLessThanOrEqual(1);
    });
    expect(forward(core, own, [Number.NaN])[0]).toBeNaN();
  });
});

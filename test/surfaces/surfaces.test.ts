// The surfaces: derivatives against central differences, minima, and the paths of seven optimizers on four of them.
import { describe, expect, test } from "vitest";
import type { CompiledCore } from "../../src/core/core.ts";
import type { Optimizer } from "../../src/optimizers/optimizer.ts";
import { optimizerFromJSON } from "../../src/optimizers/optimizerFromJSON.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { minimize } from "../../src/surfaces/minimize.ts";
import type { Surface } from "../../src/surfaces/surface.ts";
import { surfaces } from "../../src/surfaces/surfaces.ts";
import { golden, largest } from "../support/golden.ts";
import { noise } from "../support/numbers.ts";

const all: readonly (readonly [string, Surface])[] = Object.entries(surfaces);

/** Twenty points inside the bounds, and the start. */
const pointsOf = ({ bounds, start }: Surface, seed: number) => [
  [...start],
  ...Array.from({ length: 20 }, (_, k) => {
    const u = noise(bounds.length, seed + k);
    return bounds.map(([from, to], i) => from + ((u[i] + 1) / 2) * (to - from));
  }),
];
const moved = (x: number[], i: number, by: number) => x.map((v, k) => (k === i ? v + by : v));

/** Central differences of `of` along coordinate i, with a step of 1e-4 of the window's width. */
function slope(surface: Surface, of: (x: number[]) => number, x: number[], i: number): number {
  const [from, to] = surface.bounds[i];
  const h = 1e-4 * (to - from);
  return (of(moved(x, i, h)) - of(moved(x, i, -h))) / (2 * h);
}

describe.each(all)("%s", (_, surface) => {
  const width = surface.bounds.map(([from, to]) => to - from);

  test("its gradient agrees with central differences of the value within 1e-6 of the largest slope", () => {
    const points = pointsOf(surface, 1);
    const size = surface.bounds.map((_, i) => largest(points.map((x) => surface.gradient(x)[i])));
    for (const x of points)
      surface.gradient(x).forEach((g, i) => {
        expect(Math.abs(slope(surface, surface.value, x, i) - g)).toBeLessThanOrEqual(1e-6 * size[i]);
      });
  });

  test("its Hessian is symmetric and agrees with central differences of the gradient within 1e-6 of the largest", () => {
    const points = pointsOf(surface, 50);
    const entries = points.flatMap((x) =>
      surface.hessian(x).flatMap((row, i) => row.map((h, k) => h * width[i] * width[k])),
    );
    for (const x of points) {
      const hessian = surface.hessian(x);
      hessian.forEach((row, i) => {
        row.forEach((h, k) => {
          expect(h).toBe(hessian[k][i]);
          const difference = slope(surface, (at) => surface.gradient(at)[k], x, i) - h;
          expect(Math.abs(difference) * width[i] * width[k]).toBeLessThanOrEqual(1e-6 * largest(entries));
        });
      });
    }
  });

  test("start and minimum lie inside the bounds, which are in order", () => {
    for (const x of [surface.start, surface.minimum ?? surface.start])
      surface.bounds.forEach(([from, to], i) => {
        expect(from).toBeLessThan(to);
        expect(x[i]).toBeGreaterThanOrEqual(from);
        expect(x[i]).toBeLessThanOrEqual(to);
      });
  });

  test("at the minimum the gradient is 0 and everything around is higher", () => {
    const { minimum } = surface;
    if (minimum === undefined) {
      expect(["saddle", "monkeySaddle"].map((name) => surfaces[name as "saddle"])).toContain(surface);
      return;
    }
    const here = surface.value(minimum);
    surface.gradient(minimum).forEach((g, i) => {
      expect(Math.abs(g * width[i])).toBeLessThanOrEqual(1e-9 * (1 + largest(surface.hessian(minimum).flat())));
    });
    for (let k = 0; k < 20; k++) {
      const u = noise(width.length, 200 + k);
      const near = minimum.map((v, i) => v + 0.01 * width[i] * u[i]);
      expect(surface.value(near)).toBeGreaterThan(here);
    }
  });
});

test("the golden minima: Beale's is 0 at (3, ½), the long valley's −1/16 at (2.5, 0), Rosenbrock's 0 at (1, 1)", () => {
  expect(surfaces.beale.value([3, 0.5])).toBe(0);
  expect(surfaces.longValley.value([2.5, 0])).toBeCloseTo(-0.0625, 15);
  expect(surfaces.rosenbrock.value([1, 1])).toBe(0);
  expect(surfaces.noisyMoons.value(surfaces.noisyMoons.minimum ?? [])).toBeCloseTo(0.3236988705940586, 14);
});

test("the ravine's Hessian is twice that of half the mean square, with the condition number 1.386e10", () => {
  const { cases } = golden<{ cases: { id: string; raw: { hessian_eigenvalues: number[]; condition: number } }[] }>(
    "standardise.json",
  );
  const { raw } = cases.find(({ id }) => id === "seed_three_rows") ?? cases[0];
  const [[xx, xy], [, yy]] = surfaces.ravine.hessian([0, 0]);
  const high = (xx + yy + Math.sqrt((xx - yy) * (xx - yy) + 4 * xy * xy)) / 2;
  const low = (xx * yy - xy * xy) / high;
  expect(high / (2 * raw.hessian_eigenvalues[1])).toBeCloseTo(1, 12);
  expect(high / low / raw.condition).toBeCloseTo(1, 5);
});

interface Case {
  readonly id: string;
  readonly surface: string;
  readonly optimizer: string;
  readonly hyper: Readonly<Record<string, number | boolean | [number, number]>>;
  readonly x_f64: number[][];
  readonly full_loss?: number[];
}

/** Ours by PyTorch's class and hyperparameters. */
function ours({ optimizer, hyper: h }: Case): Optimizer {
  const n = (name: string) => h[name] as number;
  const learningRate = n("lr");
  const epsilon = n("eps");
  const [beta1, beta2] = (h.betas ?? []) as number[];
  const options: Record<string, () => Optimizer["options"]> = {
    sgd: () => ({ learningRate, momentum: n("momentum"), nesterov: h.nesterov as boolean }),
    adagrad: () => ({ learningRate, epsilon }),
    adadelta: () => ({ learningRate, epsilon, rho: n("rho") }),
    rmsprop: () => ({ learningRate, epsilon, rho: n("alpha") }),
    adam: () => ({ learningRate, epsilon, beta1, beta2 }),
  };
  return optimizerFromJSON(optimizer.toLowerCase(), options[optimizer.toLowerCase()]());
}

const names: Readonly<Record<string, keyof typeof surfaces>> = {
  saddle: "saddle",
  beale: "beale",
  valley: "longValley",
  noisy_moons_logistic_regression: "noisyMoons",
};
const { cases } = golden<{ cases: Case[] }>("radford_surfaces.json.gz");

describe.each(cases.map((c) => [c.id, c] as const))("the path %s", (_, c) => {
  const surface = surfaces[names[c.surface]];
  const steps = c.x_f64.length - 1;
  // relative to each coordinate's own size; on the saddles that grows without end
  const size = surface.start.map((_, i) => 1 + largest(c.x_f64.map((x) => x[i])));
  const apart = (a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]) =>
    a.map((x, k) => largest(Array.from(x, (v, i) => (v - b[k][i]) / size[i])));
  const from = async (core?: CompiledCore) => {
    const given = { start: surface.start, optimizer: ours(c), steps, ...(core ? { core } : {}) };
    const { path, values } = await minimize(surface, given);
    return { strays: apart(path, c.x_f64), values };
  };

  // On Beale's function Adadelta zigzags, and doubles each rounding at every step: what float32 cannot follow within 1e-3
  // float64 need not follow within 1e-9, and float32 may stray as far as its roundings are larger (2²⁹ times) than float64's.
  test("in float64, within 1e-9, and in float32, within 1e-5 or ten times its larger roundings", async () => {
    expect([...surface.start]).toEqual(c.x_f64[0]);
    const double = await from(referenceCore());
    const single = await from();
    const lost = single.strays.findIndex((stray) => stray > 1e-3);
    const followed = double.strays.slice(0, lost === -1 ? steps + 1 : lost);
    if (c.id === "beale_adadelta") expect(lost).toBeGreaterThan(40);
    else expect(lost).toBe(-1);
    expect(largest(followed)).toBeLessThan(1e-9);
    followed.forEach((stray, k) => {
      expect(single.strays[k]).toBeLessThanOrEqual(Math.max(1e-5, 10 * 2 ** 29 * stray));
    });
    c.full_loss?.forEach((loss, k) => {
      expect(double.values[k + 1]).toBeCloseTo(loss, 9);
      expect(single.values[k + 1]).toBeCloseTo(loss, 4);
    });
  });
});

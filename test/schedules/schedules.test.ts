// The contract of every schedule over the registry, and what each promises at its ends. A new one is tried with its sample.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is warmup's option
import fc from "fast-check";
import { expect, test } from "vitest";
import { constant } from "../../src/schedules/constant.ts";
import { cosine } from "../../src/schedules/cosine.ts";
import { exponential } from "../../src/schedules/exponential.ts";
import { halveEvery } from "../../src/schedules/halveEvery.ts";
import { inverseTime } from "../../src/schedules/inverseTime.ts";
import { scheduleKinds } from "../../src/schedules/kinds.ts";
import { linear } from "../../src/schedules/linear.ts";
import { multiStep } from "../../src/schedules/multiStep.ts";
import { oneCycle } from "../../src/schedules/oneCycle.ts";
import { polynomial } from "../../src/schedules/polynomial.ts";
import { product } from "../../src/schedules/product.ts";
import { reduceOnPlateau } from "../../src/schedules/reduceOnPlateau.ts";
import { type Schedule, scheduleToJSON, type Timing } from "../../src/schedules/schedule.ts";
import { scheduleFromJSON } from "../../src/schedules/scheduleFromJSON.ts";
import { step } from "../../src/schedules/step.ts";
import { warmRestarts } from "../../src/schedules/warmRestarts.ts";
import { warmup } from "../../src/schedules/warmup.ts";

const chosen: Record<string, (timing?: Timing) => Schedule> = {
  constant: (timing) => constant(timing),
  halveEvery: (timing) => halveEvery(10, timing),
  step: (timing) => step({ every: 7, factor: 0.3 }, timing),
  multiStep: (timing) => multiStep({ at: [3, 4, 20], factor: 0.1 }, timing),
  exponential: (timing) => exponential({ factor: 0.95 }, timing),
  polynomial: (timing) => polynomial({ length: 20, power: 2, end: 0.001 }, timing),
  linear: (timing) => linear({ from: 0.1, to: 1, length: 9 }, timing),
  cosine: (timing) => cosine({ length: 25, minimum: 0.001 }, timing),
  warmRestarts: (timing) => warmRestarts({ first: 4, multiply: 1.5 }, timing),
  oneCycle: (timing) => oneCycle({ peak: 0.5, length: 30, threePhase: true }, timing),
  inverseTime: (timing) => inverseTime({ decay: 0.2 }, timing),
  warmup: (timing) => warmup({ length: 5, then: product(cosine({ length: 20 }), halveEvery(6)) }, timing),
  product: (timing) => product(warmup({ length: 5 }), halveEvery(10), timing ?? {}),
};

const examples = Object.fromEntries(
  Object.entries(scheduleKinds)
    .filter(([name]) => name !== "reduceOnPlateau")
    .map(([name, { make, sample: options }]) => {
      const inner = (where: string) => {
        throw new Error(`${where}: its test chooses an example`);
      };
      const sample = (timing?: Timing) => make(options, timing, inner) as Schedule;
      return [name, chosen[name] ?? sample];
    }),
);

for (const [name, make] of Object.entries(examples)) {
  test(`${name} is a frozen description with its name and unit`, () => {
    const made = make();
    expect([made.kind, made.name, made.per, make({ per: "step" }).per]).toEqual(["schedule", name, "epoch", "step"]);
    expect([Object.isFrozen(made), Object.isFrozen(made.options)]).toEqual([true, true]);
  });

  test(`${name} lists in rates what rate gives, all finite and ≥ 0`, () => {
    const rates = make().rates(0.1, 60);
    expect(rates).toEqual(Array.from({ length: 60 }, (_, t) => make({ per: "step" }).rate(0.1, t)));
    expect(rates.every((rate) => Number.isFinite(rate) && rate >= 0)).toBe(true);
    expect(make().rates(0.1, 0)).toEqual([]);
  });

  test(`${name} comes back from JSON and from a structured clone with the same bits`, () => {
    for (const per of ["epoch", "step"] as const) {
      const made = make({ per });
      const json = scheduleToJSON(made);
      for (const plain of [JSON.parse(JSON.stringify(made)), JSON.parse(JSON.stringify(json)), structuredClone(json)]) {
        const again = scheduleFromJSON(plain) as Schedule;
        expect(again.rates(0.1, 60)).toEqual(made.rates(0.1, 60));
        expect(scheduleToJSON(again)).toEqual(json);
      }
    }
  });

  test(`${name} refuses an unknown unit, a base rate ≤ 0, and an epoch that is not whole`, () => {
    expect(() => make({ per: "batch" } as never)).toThrow('.per: got "batch", expected one of "epoch", "step".');
    expect(() => make({ pre: "step" } as never)).toThrow('Did you mean "per"?');
    for (const base of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, "1" as never])
      expect(() => make().rate(base, 0)).toThrow(`${name}: the base rate: got`);
    for (const t of [-1, 0.5, Number.NaN]) expect(() => make().rate(0.1, t)).toThrow(`${name}: the epoch or step: got`);
    expect(() => make().rates(0.1, -1)).toThrow(`${name}: the number of rates: got -1, expected a whole number ≥ 0.`);
  });
}

const base = fc.double({ min: 1e-8, max: 10, noNaN: true });
const length = fc.integer({ min: 1, max: 500 });
const time = fc.integer({ min: 0, max: 1000 });

test("constant is the base rate", () => {
  expect(constant().rates(0.3, 3)).toEqual([0.3, 0.3, 0.3]);
});

test("halveEvery halves in epoch `every` exactly, and again", () => {
  expect(halveEvery(2).rates(0.3, 6)).toEqual([0.3, 0.3, 0.15, 0.15, 0.075, 0.075]);
});

test("multiStep takes effect in the listed epochs", () => {
  expect(multiStep({ at: [0, 2, 3], factor: 0.5 }).rates(1, 5)).toEqual([0.5, 0.5, 0.25, 0.125, 0.125]);
});

test("step is multiStep at its multiples, for any length", () => {
  fc.assert(
    fc.property(base, length, time, (b, every, t) => {
      const at = Array.from({ length: Math.floor(1000 / every) }, (_, i) => (i + 1) * every).filter((x) => x > 0);
      if (at.length === 0) return;
      expect(multiStep({ at, factor: 0.9 }).rate(b, t)).toBe(step({ every, factor: 0.9 }).rate(b, t));
    }),
  );
});

test("polynomial, linear and cosine start and end on their rates to the last bit, and stay there", () => {
  fc.assert(
    fc.property(base, length, time, (b, n, later) => {
      for (const made of [polynomial({ length: n, power: 1.7, end: 1e-3 }), cosine({ length: n, minimum: 1e-3 })])
        expect([made.rate(b, 0), made.rate(b, n), made.rate(b, n + later)]).toEqual([b, 1e-3, 1e-3]);
      const line = linear({ from: 0.25, to: 0.5, length: n });
      expect([line.rate(b, 0), line.rate(b, n), line.rate(b, n + later)]).toEqual([b / 4, b / 2, b / 2]);
    }),
  );
});

test("cosine falls in every epoch, and is halfway at half its length", () => {
  fc.assert(
    fc.property(base, length, (b, n) => {
      const rates = cosine({ length: n }).rates(b, n + 1);
      expect(rates.every((rate, t) => t === 0 || rate < rates[t - 1])).toBe(true);
      if (n % 2 === 0) expect(rates[n / 2]).toBe(b / 2);
    }),
  );
});

test("warmRestarts starts again at the base rate after 3, 6, 12 epochs, or every 5 with multiply 1", () => {
  const starts = (made: Schedule) => made.rates(0.1, 30).flatMap((rate, t) => (rate === 0.1 ? [t] : []));
  expect(starts(warmRestarts({ first: 3, multiply: 2 }))).toEqual([0, 3, 9, 21]);
  expect(starts(warmRestarts({ first: 5 }))).toEqual([0, 5, 10, 15, 20, 25]);
  expect(starts(warmRestarts({ first: 2, multiply: 1.5 }))).toEqual([0, 2, 5]); // waves of 2, 3, 4.5, …: 9.5 falls between
});

test("oneCycle starts at peak/startDivisor, never exceeds the peak, and ends at peak/startDivisor/endDivisor to the last bit", () => {
  const shapes = fc.constantFrom("cosine" as const, "linear" as const);
  const rises = fc.double({ min: 0, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      rises,
      shapes,
      fc.boolean(),
      time,
      (n, rise, shape, threePhase, t) => {
        const made = oneCycle({ peak: 0.5, length: n, rise, shape, threePhase });
        if (rise * n > 1 && n > 1) expect(made.rate(1, 0)).toBe(0.5 / 25);
        expect(made.rate(1, t)).toBeLessThanOrEqual(0.5 * (1 + 2 ** -52));
        expect([made.rate(1, n - 1), made.rate(2, n + t)]).toEqual([0.5 / 25 / 1e4, 0.5 / 25 / 1e4]);
      },
    ),
  );
});

test("oneCycle is at its peak when the rise ends: epoch rise·length − 1", () => {
  expect(oneCycle({ peak: 0.5, length: 20, rise: 0.25 }).rate(1, 4)).toBe(0.5);
  expect(oneCycle({ peak: 0.5, length: 20, rise: 0 }).rate(1, 0)).toBe(0.5);
});

test("inverseTime is base/(1 + decay·t)", () => {
  expect(inverseTime({ decay: 0.5 }).rates(1, 4)).toEqual([1, 1 / 1.5, 0.5, 1 / 2.5]);
  expect(inverseTime({ decay: 0 }).rate(0.1, 100)).toBe(0.1);
});

test("warmup gives base·(t + 1)/length, then its schedule from 0, in its own unit", () => {
  const made = warmup({ length: 4, then: halveEvery(2) }, { per: "step" });
  expect(made.rates(0.8, 9)).toEqual([0.2, 0.4, 0.8 * 0.75, 0.8, 0.8, 0.8, 0.4, 0.4, 0.2]);
  expect(made.per).toBe("step");
  expect(warmup({ length: 2 }).rates(1, 4)).toEqual([0.5, 1, 1, 1]);
  expect(warmup({ length: 2, then: halveEvery(1, { per: "step" }) }, { per: "step" }).rates(1, 4)).toEqual([
    0.5, 1, 1, 0.5,
  ]);
});

test("product multiplies the ratios to the base, within 3 ulp, in any order and nesting", () => {
  const parts = Object.entries(examples).filter(([name]) => name !== "product");
  const any = fc.constantFrom(...parts.map(([, make]) => make()));
  fc.assert(
    fc.property(any, any, base, fc.integer({ min: 0, max: 60 }), (a, b, rate, t) => {
      const want = (a.rate(rate, t) * b.rate(rate, t)) / rate;
      for (const made of [product(a, b), product(b, a), product(product(a), product(constant(), b))])
        expect(Math.abs(made.rate(rate, t) - want)).toBeLessThanOrEqual(3 * 2 ** -52 * want);
      expect(product(a).rate(rate, t)).toBeCloseTo(a.rate(rate, t), 14);
    }),
  );
});

test("product counts in its parts' unit, or in the one that it is given", () => {
  const steps = { per: "step" } as const;
  expect(product(halveEvery(2, steps), constant(steps)).per).toBe("step");
  expect(product(halveEvery(2), constant(steps), steps).per).toBe("step");
});

test("reduceOnPlateau comes back from JSON with its options", () => {
  const made = reduceOnPlateau({ monitor: "train.accuracy", patience: 0, cooldown: 2, minimum: 0.01 });
  const again = scheduleFromJSON(JSON.parse(JSON.stringify(scheduleToJSON(made))));
  expect(scheduleToJSON(again)).toEqual(scheduleToJSON(made));
  expect(scheduleToJSON(made)).not.toHaveProperty("per");
});

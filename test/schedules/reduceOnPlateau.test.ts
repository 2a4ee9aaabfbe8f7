// The plateau schedule's state machine, and the rule of patience that it shares with early stopping.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  better,
  checkedMonitor,
  modeOf,
  monitors,
  patienceIsOver,
  patienceNext,
  patienceStart,
} from "../../src/schedules/patience.ts";
import { reduceOnPlateau } from "../../src/schedules/reduceOnPlateau.ts";
import type { PlateauState } from "../../src/schedules/schedule.ts";

test("the rate falls after more than `patience` evaluations that were not better, and holds from the next one on", () => {
  expect(reduceOnPlateau({ patience: 2 }).ratesFor(1, [5, 5, 5, 5, 5, 5, 5, 5])).toEqual([
    1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25,
  ]);
});

test("a better metric starts the count afresh", () => {
  expect(reduceOnPlateau({ patience: 1 }).ratesFor(1, [5, 6, 4, 6, 3, 6, 6, 6])).toEqual([1, 1, 1, 1, 1, 1, 1, 0.5]);
});

test("the evaluations of the cooldown are not counted, but a better metric in it is remembered", () => {
  const schedule = reduceOnPlateau({ patience: 0, cooldown: 2 });
  expect(schedule.ratesFor(1, [5, 5, 5, 5, 5, 5])).toEqual([1, 1, 0.5, 0.5, 0.5, 0.25]);
  expect(schedule.ratesFor(1, [5, 5, 3, 5, 4, 2])).toEqual([1, 1, 0.5, 0.5, 0.5, 0.25]);
});

test("the rate never falls below `minimum`, and a base rate below it stays", () => {
  const schedule = reduceOnPlateau({ patience: 0, minimum: 0.3 });
  expect(schedule.ratesFor(1, [1, 1, 1, 1, 1])).toEqual([1, 1, 0.5, 0.3, 0.3]);
  expect(schedule.ratesFor(0.1, [1, 1, 1])).toEqual([0.1, 0.1, 0.1]);
});

test("mode auto is max for a monitor that ends in accuracy, in a run; ratesFor takes it as min", () => {
  const rising = [0.1, 0.2, 0.3, 0.4];
  const run = (schedule: ReturnType<typeof reduceOnPlateau>) =>
    rising.reduce((state: PlateauState, metric) => schedule.next(state, metric), schedule.start(1)).rate;
  expect(run(reduceOnPlateau({ monitor: "validation.accuracy", patience: 0 }))).toBe(1);
  expect(run(reduceOnPlateau({ monitor: "validation.loss", patience: 0 }))).toBe(0.125);
  expect(run(reduceOnPlateau({ monitor: "validation.accuracy", mode: "min", patience: 0 }))).toBe(0.125);
  const accuracy = { monitor: "validation.accuracy", patience: 0 } as const;
  expect(reduceOnPlateau(accuracy).ratesFor(1, rising)).toEqual([1, 1, 0.5, 0.25]);
  expect(reduceOnPlateau({ ...accuracy, mode: "max" }).ratesFor(1, rising)).toEqual([1, 1, 1, 1]);
});

test("a state that went through JSON goes on as if it had not, for any metrics and cut", () => {
  const metrics = fc.array(fc.oneof(fc.double(), fc.integer({ min: 0, max: 5 })), { maxLength: 40 });
  fc.assert(
    fc.property(
      metrics,
      fc.nat(3),
      fc.nat(3),
      fc.constantFrom("min" as const, "max" as const),
      (m, patience, cooldown, mode) => {
        const schedule = reduceOnPlateau({ patience, cooldown, mode });
        let whole = schedule.start(0.1);
        let cut = schedule.start(0.1);
        const rates = m.map((metric) => {
          const { rate } = whole;
          whole = schedule.next(whole, metric);
          cut = schedule.next(JSON.parse(JSON.stringify(cut)), metric);
          expect(cut).toEqual(whole);
          return rate;
        });
        expect(schedule.ratesFor(0.1, m)).toEqual(rates);
        expect(schedule.ratesFor(0.1, Float64Array.from(m))).toEqual(rates);
      },
    ),
  );
});

test("next changes neither the state that it is given nor the schedule", () => {
  const schedule = reduceOnPlateau({ patience: 0 });
  const state = Object.freeze(schedule.start(1));
  expect(schedule.next(state, 3)).toEqual({ rate: 1, best: 3, bad: 0, cooldown: 0 });
  expect(state).toEqual({ rate: 1, best: null, bad: 0, cooldown: 0 });
  expect([Object.isFrozen(schedule), Object.isFrozen(schedule.options), schedule.monitor]).toEqual([
    true,
    true,
    "validation.loss",
  ]);
});

test("better asks for more than minDelta, as a share of the best or as a distance", () => {
  const cases: [Parameters<typeof better>, number, number, boolean][] = [
    [["min", "relative", 0.25], 2, 1.5, false],
    [["min", "relative", 0.25], 2, 1.49, true],
    [["min", "absolute", 0.25], 2, 1.75, false],
    [["min", "absolute", 0.25], 2, 1.74, true],
    [["max", "relative", 0.25], 2, 2.5, false],
    [["max", "relative", 0.25], 2, 2.51, true],
    [["max", "absolute", 0.25], 2, 2.25, false],
    [["max", "absolute", 0.25], 2, 2.26, true],
    [["min", "relative", 0], 2, 2, false],
    [["min", "relative", 0.25], -2, -1.6, true], // PyTorch's rule: the limit is −1.5
  ];
  for (const [rule, best, metric, want] of cases) expect(better(...rule)(metric, best), `${rule} ${metric}`).toBe(want);
});

test("the first finite metric is better than none, and what is not finite never is", () => {
  for (const mode of ["min", "max"] as const) {
    const isBetter = better(mode, "relative", 1);
    expect([isBetter(-5, null), isBetter(0, null), isBetter(1e300, null)]).toEqual([true, true, true]);
    for (const metric of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect([isBetter(metric, null), isBetter(metric, 1)]).toEqual([false, false]);
  }
});

test("patience 2 is over at the third evaluation in a row that is not better", () => {
  const isBetter = better("min", "relative", 0);
  const over: boolean[] = [];
  [5, 6, 6, 4, 4, 4, 4].reduce((state, metric) => {
    const next = patienceNext(state, metric, isBetter);
    over.push(patienceIsOver(next, 2));
    return next;
  }, patienceStart);
  expect(over).toEqual([false, false, false, false, false, false, true]);
});

test("every monitor has a mode, max for accuracies only", () => {
  for (const monitor of monitors) {
    expect(checkedMonitor("earlyStopping", monitor)).toBe(monitor);
    expect(modeOf("auto", monitor)).toBe(monitor.endsWith("accuracy") ? "max" : "min");
    expect([modeOf("min", monitor), modeOf("max", monitor)]).toEqual(["min", "max"]);
  }
  expect(() => checkedMonitor("earlyStopping", "validation.acuracy")).toThrow(
    'earlyStopping.monitor: got "validation.acuracy"',
  );
});

// Every schedule that PyTorch has too against its rates in test/golden/schedules.json.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is warmup's option
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cosine } from "../../src/schedules/cosine.ts";
import { exponential } from "../../src/schedules/exponential.ts";
import { halveEvery } from "../../src/schedules/halveEvery.ts";
import { inverseTime } from "../../src/schedules/inverseTime.ts";
import { linear } from "../../src/schedules/linear.ts";
import { multiStep } from "../../src/schedules/multiStep.ts";
import { oneCycle } from "../../src/schedules/oneCycle.ts";
import { polynomial } from "../../src/schedules/polynomial.ts";
import { reduceOnPlateau } from "../../src/schedules/reduceOnPlateau.ts";
import type { PlateauSchedule, Schedule } from "../../src/schedules/schedule.ts";
import { step } from "../../src/schedules/step.ts";
import { warmRestarts } from "../../src/schedules/warmRestarts.ts";
import { warmup } from "../../src/schedules/warmup.ts";

// biome-ignore lint/suspicious/noExplicitAny: the parameters are PyTorch's, with other names in every case
type Parameters = any;
interface Case {
  readonly id: string;
  readonly schedule: string;
  readonly base_lr: number;
  readonly params: Parameters;
  readonly lr: readonly number[];
  readonly metric?: readonly number[];
}
const { cases }: { cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL("../golden/schedules.json", import.meta.url), "utf8"),
);

const made: Record<string, (p: Parameters) => Schedule> = {
  StepLR: (p) => step({ every: p.step_size, factor: p.gamma }),
  MultiStepLR: (p) => multiStep({ at: p.milestones, factor: p.gamma }),
  ExponentialLR: (p) => exponential({ factor: p.gamma }),
  CosineAnnealingLR: (p) => cosine({ length: p.T_max, minimum: p.eta_min }),
  CosineAnnealingWarmRestarts: (p) => warmRestarts({ first: p.T_0, multiply: p.T_mult, minimum: p.eta_min }),
  PolynomialLR: (p) => polynomial({ length: p.total_iters, power: p.power }),
  InverseTime: (p) => inverseTime({ decay: p.decay }),
  LinearLR: (p) => linear({ from: p.start_factor, to: p.end_factor, length: p.total_iters }),
  LinearWarmupCosine: (p) => warmup({ length: p.warmup, then: cosine({ length: p.total - p.warmup }) }),
  OneCycleLR: (p) =>
    oneCycle({
      peak: p.max_lr,
      length: p.total_steps,
      rise: p.pct_start,
      startDivisor: p.div_factor,
      endDivisor: p.final_div_factor,
      shape: p.anneal_strategy === "linear" ? "linear" : "cosine",
      threePhase: p.three_phase,
    }),
};
const plateau = (p: Parameters): PlateauSchedule =>
  reduceOnPlateau({
    mode: p.mode,
    factor: p.factor,
    patience: p.patience,
    minDelta: p.threshold,
    threshold: p.threshold_mode === "rel" ? "relative" : "absolute",
    cooldown: p.cooldown,
    minimum: p.min_lr,
  });

/** Relative to the rate: PyTorch goes from rate to rate, which rounds up to 60 times. */
const RELATIVE = 1e-13;
/** PyTorch leaves out a reduction of less than 1e-8, so its rate may stop anywhere below 2e-8. */
const PLATEAU_ABSOLUTE = 2e-8;

const near = (got: readonly number[], want: readonly number[], absolute = 0) => {
  expect(got).toHaveLength(want.length);
  for (const [t, rate] of want.entries())
    expect(Math.abs(got[t] - rate), `t = ${t}: ${got[t]} for ${rate}`).toBeLessThanOrEqual(RELATIVE * rate + absolute);
};

for (const { id, schedule, base_lr: base, params, lr, metric } of cases) {
  if (schedule === "ReduceLROnPlateau")
    test(`${id} is PyTorch's within 1e-13, and 2e-8 for the reductions that it leaves out`, () => {
      near(plateau(params).ratesFor(base, metric ?? []), lr, PLATEAU_ABSOLUTE);
    });
  const make = made[schedule];
  if (make === undefined) continue; // PyTorch's ConstantLR and CyclicLR, and 1/√t, which Ravine does not have
  const count = schedule === "CosineAnnealingLR" ? Math.min(lr.length, params.T_max + 1) : lr.length; // PyTorch's rises again
  test(`${id} is PyTorch's within 1e-13`, () => near(make(params).rates(base, count), lr.slice(0, count)));
  if (schedule === "StepLR" && params.gamma === 0.5)
    test(`${id} is halveEvery too, to the last bit`, () =>
      expect(halveEvery(params.step_size).rates(base, count)).toEqual(
        step({ every: params.step_size, factor: 0.5 }).rates(base, count),
      ));
}

test("the golden file holds a case for every schedule that stands in this test's table", () => {
  const held = new Set(cases.map((c) => c.schedule));
  expect(Object.keys(made).filter((name) => !held.has(name))).toEqual([]);
});

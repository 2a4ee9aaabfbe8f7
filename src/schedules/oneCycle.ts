// One rise to a peak and one long fall.
import { OptionError } from "../core/errors.ts";
import { belowOne, checked, flag, oneOf, positive, required, whole } from "../core/options.ts";
import { cosHalfTurn } from "../numbers/float64.ts";
import { type Schedule, type ScheduleKind, schedule, type Timing } from "./schedule.ts";
import { weighted } from "./weighted.ts";

const rules = () => ({
  peak: required(positive(undefined)),
  length: required(whole(undefined)),
  rise: belowOne(0.3),
  startDivisor: positive(25),
  endDivisor: positive(1e4),
  shape: oneOf(["cosine", "linear"], "cosine"),
  threePhase: flag(false),
});

export type OneCycleOptions = {
  readonly peak: number;
  readonly length: number;
  readonly rise?: number;
  readonly startDivisor?: number;
  readonly endDivisor?: number;
  readonly shape?: "cosine" | "linear";
  readonly threePhase?: boolean;
};

export const oneCycleKind: ScheduleKind = {
  make: oneCycle,
  sample: { peak: 0.1, length: 6 },
  short: ["peak", "length"],
};

/**
 * One cycle: a rise from peak/startDivisor to `peak`, then a fall to peak/startDivisor/endDivisor, where it stays.
 *
 *   start → peak  over t ∈ [0, a], a = max(0, rise·length − 1)      peak → end  over [a, length − 1]
 *   in three phases: start → peak over [0, a], peak → start over [a, 2a], start → end over [2a, length − 1]
 *   from x to y, p ∈ [0, 1]:  linear x + (y − x)p,  cosine y + ½(x − y)(1 + cos πp)
 *
 * The base rate plays no part.
 *
 * @param options.peak          the largest rate, > 0, required
 * @param options.length        a whole number ≥ 1, required; the end is reached at t = length − 1
 * @param options.rise          the share of the length that the rise takes, in [0, 1), at most ½ in three phases; default 0.3
 * @param options.startDivisor  > 0; default 25
 * @param options.endDivisor    > 0; default 1e4
 * @param options.shape         "cosine" or "linear"; default "cosine"
 * @param options.threePhase    default false
 * @param timing.per            what t and length count, "epoch" or "step"; default "epoch", though steps are usual
 * @throws {OptionError} when an option is missing, unknown or outside its range
 * @example await network.fit(train, { epochs: 10, schedule: oneCycle({ peak: 0.1, length: 10 }) });
 * @see Smith & Topin 2018, Super-Convergence, arXiv:1708.07120; torch.optim.lr_scheduler.OneCycleLR
 * Differs: PyTorch also cycles the momentum, and throws after length.
 */
export function oneCycle(options: OneCycleOptions, timing?: Timing): Schedule {
  const values = checked("oneCycle", options, rules());
  const { peak, length, rise, startDivisor, endDivisor, shape, threePhase } = values;
  if (threePhase && rise > 0.5)
    throw new OptionError({ where: "oneCycle.rise", received: rise, expected: "at most 0.5 with threePhase" });
  const start = peak / startDivisor;
  const end = start / endDivisor;
  const top = Math.max(0, rise * length - 1);
  const turns = threePhase ? [0, top, 2 * top, length - 1] : [0, top, length - 1];
  const marks = threePhase ? [start, peak, start, end] : [start, peak, end];
  const left = shape === "linear" ? (p: number) => 1 - p : (p: number) => (1 + cosHalfTurn(p)) / 2;
  return schedule("oneCycle", timing, values, (_base, t) => {
    if (t >= length - 1) return end;
    let phase = 0;
    while (t >= turns[phase + 1]) phase++;
    const p = (t - turns[phase]) / (turns[phase + 1] - turns[phase]);
    return weighted(marks[phase], marks[phase + 1], left(p));
  });
}

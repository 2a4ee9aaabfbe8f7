// The rate that falls when a metric stops improving. It is told the metric after each evaluation.
import { OptionError } from "../core/errors.ts";
import { checked, nonNegative, value, whole } from "../core/options.ts";
import {
  better,
  checkedMonitor,
  type MonitorMode,
  modeOf,
  patienceIsOver,
  patienceNext,
  patienceRules,
  type Threshold,
} from "./patience.ts";
import { checkedBase, type PlateauSchedule, type PlateauState, type ScheduleKind } from "./schedule.ts";

export interface PlateauOptions {
  readonly monitor?: string;
  readonly factor?: number;
  readonly patience?: number;
  readonly minDelta?: number;
  readonly threshold?: Threshold;
  readonly mode?: MonitorMode | "auto";
  readonly cooldown?: number;
  readonly minimum?: number;
}

const rules = () => ({
  ...patienceRules(),
  factor: value(0.5, "a number in (0, 1)", (value) => typeof value === "number" && value > 0 && value < 1),
  cooldown: whole(0, 0),
  minimum: nonNegative(0),
});

export const reduceOnPlateauKind: ScheduleKind = {
  make: (options) => reduceOnPlateau(options),
  sample: { monitor: "validation.loss", patience: 0, minDelta: 0.3 },
  short: ["patience", "factor"],
  shortName: "plateau",
};

/**
 * The rate times `factor` when more than `patience` evaluations in a row were not better than the best one.
 *
 *   bad ← 0 if the metric is better, bad + 1 otherwise; 0 during the cooldown
 *   bad > patience:  rate ← max(factor·rate, minimum),  bad ← 0,  and the next `cooldown` evaluations are not counted
 *   better, for min:  metric < best·(1 − minDelta), or best − minDelta where the threshold is absolute;  for max with +
 *
 * @param options.monitor    a value of the curve's points: {train, validation, test}.{loss, cost, accuracy} or gradientNorm; default "validation.loss"
 * @param options.factor     in (0, 1); default 0.5
 * @param options.patience   evaluations, a whole number ≥ 0; default 5
 * @param options.minDelta   ≥ 0; default 1e-4
 * @param options.threshold  "relative" or "absolute": what minDelta means; default "relative"
 * @param options.mode       "min", "max" or "auto": max for accuracies, min otherwise; default "auto"
 * @param options.cooldown   evaluations after a reduction that are not counted, a whole number ≥ 0; default 0
 * @param options.minimum    the smallest rate, ≥ 0; default 0; a base rate below it stays as it is
 * @returns a description; it counts evaluations, so there is no { per }
 * @throws {OptionError} when an option is unknown or outside its range
 * @example await network.fit(train, { validation, schedule: reduceOnPlateau({ patience: 3, factor: 0.1 }) });
 * @see torch.optim.lr_scheduler.ReduceLROnPlateau
 * Differs: PyTorch leaves out reductions of less than 1e-8 and has factor 0.1, patience 10; Keras reduces one evaluation earlier.
 */
export function reduceOnPlateau(options?: PlateauOptions, ...nothing: never[]): PlateauSchedule {
  const values = checked("reduceOnPlateau", options, rules());
  if (nothing.length > 0)
    throw new OptionError({
      where: "reduceOnPlateau: the last argument",
      received: nothing[0],
      expected: "none: a plateau counts evaluations",
      hint: "Choose how often with fit's evaluateEvery.",
    });
  checkedMonitor("reduceOnPlateau", values.monitor);

  const start = (base: number): PlateauState => ({
    rate: checkedBase("reduceOnPlateau", base),
    best: null,
    bad: 0,
    cooldown: 0,
  });
  const nextBy =
    (isBetter: ReturnType<typeof better>) =>
    (state: PlateauState, metric: number): PlateauState => {
      const { best, bad } = patienceNext(state, metric, isBetter);
      if (state.cooldown > 0) return { rate: state.rate, best, bad: 0, cooldown: state.cooldown - 1 };
      if (!patienceIsOver({ best, bad }, values.patience)) return { rate: state.rate, best, bad, cooldown: 0 };
      const rate = Math.min(state.rate, Math.max(values.factor * state.rate, values.minimum));
      return { rate, best, bad: 0, cooldown: values.cooldown };
    };
  const betterBy = (m: MonitorMode) => better(m, values.threshold, values.minDelta);
  const nextOfSeries = nextBy(betterBy(values.mode === "auto" ? "min" : values.mode));

  return Object.freeze<PlateauSchedule>({
    kind: "plateau",
    name: "reduceOnPlateau",
    monitor: values.monitor,
    options: values,
    start,
    next: nextBy(betterBy(modeOf(values.mode, values.monitor))),
    ratesFor(base, metrics) {
      let state = start(base);
      return Array.from(metrics, (metric) => {
        const { rate } = state;
        state = nextOfSeries(state, metric);
        return rate;
      });
    },
  });
}

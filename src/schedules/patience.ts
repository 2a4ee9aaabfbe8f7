// When a series of metrics has stopped improving: PyTorch's rule, for plateaus and early stopping.
import { nonNegative, oneOf, unknownName, value, whole } from "../core/options.ts";

/** Whether smaller or larger metrics are better. */
export type MonitorMode = "min" | "max";
/** Whether minDelta is a share of the best metric or a distance from it. */
export type Threshold = "relative" | "absolute";

/** The values of a curve's point that can be watched. */
export const monitors: readonly string[] = Object.freeze([
  ...["train", "validation", "test"].flatMap((set) => ["loss", "cost", "accuracy"].map((value) => `${set}.${value}`)),
  "gradientNorm",
]);

/** The options that everything with patience shares, with their defaults. */
export const patienceRules = () => ({
  monitor: value<string>("validation.loss", `one of ${monitors.join(", ")}`, (value) => typeof value === "string"),
  patience: whole(5, 0),
  minDelta: nonNegative(1e-4),
  threshold: oneOf<Threshold>(["relative", "absolute"], "relative"),
  mode: oneOf<MonitorMode | "auto">(["auto", "min", "max"], "auto"),
});

/**
 * `name`, when it can be watched.
 * @throws {OptionError} when it cannot, with the nearest that can
 */
export function checkedMonitor(where: string, name: string): string {
  if (monitors.includes(name)) return name;
  throw unknownName(`${where}.monitor`, name, monitors);
}

/** `mode`, where "auto" is max for a monitor that ends in accuracy and min for every other. */
export const modeOf = (mode: MonitorMode | "auto", monitor: string): MonitorMode =>
  mode !== "auto" ? mode : monitor.endsWith("accuracy") ? "max" : "min";

/**
 * The test of whether a metric is better than the best before it (null: there is none yet).
 *
 *   min: metric < best·(1 − minDelta) or best − minDelta      max: metric > best·(1 + minDelta) or best + minDelta
 *
 * A metric that is not finite is never better; so a best metric always fits into JSON.
 * @see torch.optim.lr_scheduler.ReduceLROnPlateau.is_better
 * Differs: as in PyTorch, a relative minDelta of a negative best lies on the other side of it; Keras's min_delta is absolute.
 */
export function better(mode: MonitorMode, threshold: Threshold, minDelta: number) {
  const sign = mode === "min" ? -1 : 1;
  return (metric: number, best: number | null): boolean => {
    if (!Number.isFinite(metric)) return false;
    if (best === null) return true;
    const limit = threshold === "relative" ? best * (1 + sign * minDelta) : best + sign * minDelta;
    return mode === "min" ? metric < limit : metric > limit;
  };
}

/** The best metric so far, and how many evaluations in a row were not better. Plain data. */
export interface PatienceState {
  readonly best: number | null;
  readonly bad: number;
}

/** Before the first evaluation. */
export const patienceStart: PatienceState = Object.freeze({ best: null, bad: 0 });

/** The state after one more evaluation; `isBetter` comes from `better`. */
export const patienceNext = (
  state: PatienceState,
  metric: number,
  isBetter: (metric: number, best: number | null) => boolean,
): PatienceState =>
  isBetter(metric, state.best) ? { best: metric, bad: 0 } : { best: state.best, bad: state.bad + 1 };

/** True when more than `patience` evaluations in a row were not better. */
export const patienceIsOver = (state: PatienceState, patience: number): boolean => state.bad > patience;

// The loop of a run: epochs, evaluations, schedule, stopping. Decides between steps; knows no memory.
import type { Pace } from "../core/pace.ts";
import { patienceIsOver, patienceNext } from "../schedules/patience.ts";
import type { CostLog, CurvePoint } from "./curve.ts";
import { monitored } from "./curve.ts";
import type { RunMemory } from "./runMemory.ts";
import type { Reason, RunState } from "./runState.ts";

/** When this stretch of a run ends, in steps of the whole run; `epochSteps` is where its epochs are over. */
export interface Limits {
  readonly epochSteps: number;
  readonly steps: number;
  readonly budgetSteps: number;
  readonly milliseconds: number;
}

/** Steps at which evaluations are due. */
function nextDue(memory: RunMemory, step: number): number {
  const every = memory.options.evaluateEvery;
  if (every === false) return Number.POSITIVE_INFINITY;
  const gap = every.steps ?? (every.epochs as number) * memory.stepsPerEpoch;
  return (Math.floor(step / gap) + 1) * gap;
}

const isDue = (memory: RunMemory, step: number) => step > 0 && nextDue(memory, step - 1) === step;

/** The rate of a step, from the schedule or the plateau's state. */
function rateOf(memory: RunMemory, state: RunState) {
  const { schedule, optimizer } = memory.options;
  const base = optimizer.learningRate;
  return (epoch: number, step: number): number => {
    if (schedule.kind === "plateau") return state.plateau?.rate ?? base;
    return schedule.rate(base, schedule.per === "step" ? step : epoch);
  };
}

/** Trains on from `state`, which is changed, until one of the reasons to stop. */
export async function trainOn(
  memory: RunMemory,
  state: RunState,
  costs: CostLog,
  limits: Limits,
  pace: Pace,
): Promise<Reason> {
  const { options, stepsPerEpoch } = memory;
  const started = performance.now();
  const last = Math.min(limits.epochSteps, limits.steps, limits.budgetSteps);
  const outOfTime = () => performance.now() - started >= limits.milliseconds;
  const aborted = () => options.signal?.aborted === true;
  let ordered = -1;
  let rated = -1;
  let clock = { at: started, step: state.step };

  const evaluate = async (cut: boolean): Promise<CurvePoint | null> => {
    const now = performance.now();
    const seconds = (now - clock.at) / 1000;
    const sets = await memory.evaluations.figures(pace, cut ? () => false : aborted);
    if (sets === null) return null;
    const trained = state.step - clock.step;
    const rowsPerSecond = seconds > 0 ? (trained * memory.rows) / stepsPerEpoch / seconds : 0;
    const whole = (performance.now() - clock.at) / 1000;
    const lastStep = state.step - 1;
    const point: CurvePoint = {
      step: state.step,
      epoch: state.step / stepsPerEpoch,
      // not read from memory: a run that goes on after an abort has not written its rates yet
      learningRate: rateOf(memory, state)(Math.floor(lastStep / stepsPerEpoch), lastStep),
      train: sets.train,
      ...(sets.validation && { validation: sets.validation }),
      ...(sets.test && { test: sets.test }),
      gradientNorm: Math.sqrt(state.squares),
      rowsPerSecond,
      remainingSeconds: Number.isFinite(last) && trained > 0 ? ((last - state.step) * whole) / trained : Number.NaN,
      ...(cut ? { cut: true as const } : {}),
    };
    clock = { at: performance.now(), step: state.step };
    state.points.push(point);
    await options.onProgress?.(point); // a promise where the caller is another thread
    return point;
  };

  /** Shows a due evaluation to schedule, best weights and early stopping. */
  const heed = (point: CurvePoint): boolean => {
    const { schedule, best, stopping } = options;
    if (schedule.kind === "plateau" && state.plateau) {
      state.plateau = schedule.next(state.plateau, monitored(point, schedule.monitor) ?? Number.NaN);
      rated = -1;
    }
    const metric = best && monitored(point, best.monitor);
    if (best && metric !== undefined && metric !== null && best.isBetter(metric, state.best?.metric ?? null)) {
      state.best = { metric, theta: memory.model.parameters() };
    }
    if (!stopping) return false;
    state.patience = patienceNext(state.patience, monitored(point, stopping.monitor) ?? Number.NaN, stopping.isBetter);
    return patienceIsOver(state.patience, stopping.patience);
  };

  const dueNow = async (): Promise<Reason | null> => {
    if (state.evaluated === state.step || !isDue(memory, state.step)) return null;
    const point = await evaluate(false);
    if (point === null) return "aborted";
    state.evaluated = state.step;
    return heed(point) ? "patience" : null;
  };

  const stretch = async (): Promise<Reason> => {
    // a checkpoint of a run that patience ended: unbroken it would go no further either
    if (options.stopping && patienceIsOver(state.patience, options.stopping.patience)) return "patience";
    for (;;) {
      const ended = await dueNow();
      if (ended) return ended;
      if (state.step >= limits.epochSteps) return "epochs";
      if (state.step >= limits.steps) return "steps";
      if (state.step >= limits.budgetSteps) return "budget";
      const epoch = Math.floor(state.step / stepsPerEpoch);
      if (ordered !== epoch) await memory.writeOrder(epoch, pace);
      if (rated !== epoch) memory.writeRates(epoch, rateOf(memory, state));
      ordered = epoch;
      rated = epoch;
      const first = epoch * stepsPerEpoch;
      const from = state.step - first;
      const to = Math.min(stepsPerEpoch, last - first, nextDue(memory, state.step) - first);
      const { how, done } = await memory.advance(from, to, pace, outOfTime);
      costs.add(memory.costs(from, done));
      state.step = first + done;
      // a step that halted the run before its update has its norm in the point that shows where the run ended
      if (done > from || how === "converged" || how === "diverged") state.squares = memory.squares();
      if (how === "done") continue;
      if (how === "budget") {
        const reason = await dueNow();
        return reason ?? "budget";
      }
      return how;
    }
  };
  const reason = await stretch();
  // a run that ended between two evaluations shows where it ended; nothing is decided by that point
  const shown = state.points.length > 0 && state.points[state.points.length - 1].step === state.step;
  if (options.evaluateEvery !== false && state.step > 0 && !shown && reason !== "aborted") await evaluate(true);
  return reason;
}

// The loop of a run: trains up to the next evaluation or limit, shows each point to the watchers, and ends where one says so.
import type { Pace } from "../core/pace.ts";
import type { CostLog } from "./curve.ts";
import { Evaluator } from "./evaluator.ts";
import { learningRateAt } from "./learningRateAt.ts";
import { type Limits, lastStep, reachedLimit } from "./limits.ts";
import type { RunMemory } from "./runMemory.ts";
import type { Reason, RunState } from "./runState.ts";
import type { Watcher } from "./watchers/watcher.ts";

export class TrainingLoop {
  readonly #memory: RunMemory;
  readonly #state: RunState;
  readonly #costs: CostLog;
  readonly #limits: Limits;
  readonly #pace: Pace;
  readonly #watchers: readonly Watcher[];
  readonly #evaluator: Evaluator;
  readonly #start = performance.now();
  /** whether it was cut by the clock's limit */
  #outOfTime = false;

  /** @param state  where the run stands; it is changed, and so are `costs` */
  constructor(
    memory: RunMemory,
    state: RunState,
    costs: CostLog,
    watchers: readonly Watcher[],
    limits: Limits,
    pace: Pace,
  ) {
    this.#memory = memory;
    this.#state = state;
    this.#costs = costs;
    this.#limits = limits;
    this.#pace = pace;
    this.#watchers = watchers;
    this.#evaluator = new Evaluator(memory, state.step, lastStep(limits), pace);
  }

  /** Trains until one of the reasons to stop. */
  async run(): Promise<Reason> {
    const state = this.#state;
    // a checkpoint of a run that a watcher ended: unbroken it would go no further either
    let reason = this.#reasonOfWatchers();
    while (!reason) {
      reason = await this.#evaluateWhereDue();
      if (reason !== "aborted") for (const watcher of this.#watchers) await watcher.seesStep?.(state.step);
      reason ??= this.#outOfTime ? "budget" : (reachedLimit(this.#limits, state.step) ?? (await this.#advance()));
    }
    // a run that ended between two evaluations shows where it ended; nothing is decided by that point
    const shown = state.points.at(-1)?.step === state.step;
    if (this.#memory.options.evaluateEvery !== false && state.step > 0 && !shown && reason !== "aborted")
      await this.#evaluate(true);
    return reason;
  }

  /** The first step after `step` at which an evaluation is due. */
  #nextDue(step: number): number {
    const { options, stepsPerEpoch } = this.#memory;
    const every = options.evaluateEvery;
    if (every === false) return Number.POSITIVE_INFINITY;
    const gap = every.steps ?? (every.epochs as number) * stepsPerEpoch;
    return (Math.floor(step / gap) + 1) * gap;
  }

  /** Adds a point to the curve and shows it to the watchers; false where the run was aborted on the way. */
  async #evaluate(cut: boolean): Promise<boolean> {
    const { points, watchers } = this.#state;
    const { model, options } = this.#memory;
    const aborted = () => !cut && options.signal?.aborted === true;
    const point = await this.#evaluator.pointAt(this.#state, cut, aborted);
    if (point === null) return false;
    points.push(point);
    for (const watcher of this.#watchers) {
      if (cut && !watcher.seesCuts) continue;
      const next = await watcher.next?.(watchers[watcher.name], point, model);
      if (next) watchers[watcher.name] = next;
    }
    return true;
  }

  /** Why the run ends by what the watchers have seen. */
  #reasonOfWatchers(): Reason | undefined {
    for (const watcher of this.#watchers) {
      const reason = watcher.reason?.(this.#state.watchers[watcher.name]);
      if (reason) return reason;
    }
    return undefined;
  }

  async #evaluateWhereDue(): Promise<Reason | undefined> {
    const state = this.#state;
    if (state.evaluated === state.step || this.#nextDue(state.step - 1) !== state.step) return undefined;
    if (!(await this.#evaluate(false))) return "aborted";
    state.evaluated = state.step;
    return this.#reasonOfWatchers();
  }

  /** Trains up to the next evaluation, limit, or end of an epoch; answers where the run ends there. */
  async #advance(): Promise<Reason | undefined> {
    const memory = this.#memory;
    const state = this.#state;
    const { options, stepsPerEpoch } = memory;
    const epoch = Math.floor(state.step / stepsPerEpoch);
    const first = epoch * stepsPerEpoch;
    await memory.prepare(epoch, (step) => learningRateAt(options, state, epoch, step), this.#pace);
    const from = state.step - first;
    const ends = [lastStep(this.#limits), this.#nextDue(state.step), first + stepsPerEpoch];
    for (const watcher of this.#watchers) ends.push(watcher.nextStep?.(state.step) ?? ends[0]);
    const to = Math.min(...ends) - first;
    const outOfTime = () => performance.now() - this.#start >= this.#limits.milliseconds;
    const isCut = (done: number) =>
      outOfTime() || (done > from && this.#watchers.some((watcher) => watcher.isWaiting?.()));
    const { how, done } = await memory.advance(from, to, this.#pace, isCut);
    this.#costs.add(memory.costs(from, done));
    state.step = first + done;
    // a step that halted the run before its update has its norm in the point that shows where the run ended
    if (done > from || how === "converged" || how === "diverged") state.squares = memory.squares();
    if (how === "cut") this.#outOfTime = outOfTime();
    return how === "done" || how === "cut" ? undefined : how;
  }
}

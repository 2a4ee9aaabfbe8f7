// A run: what fit returns, and how it goes on.
import { Pace } from "../core/pace.ts";
import type { Model } from "../network/model.ts";
import { requireSets } from "../objective/tables.ts";
import type { ContinueOptions } from "./continueRun.ts";
import type { Curve } from "./curve.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { FailedCheckpoint } from "./fitOptions.ts";
import type { Limits } from "./limits.ts";
import type { RunContext } from "./runContext.ts";
import { RunMemory } from "./runMemory.ts";
import type { Reason } from "./runState.ts";
import { TrainingLoop } from "./trainingLoop.ts";
import type { BestState } from "./watchers/bestWeights.ts";
import type { Watcher } from "./watchers/watcher.ts";
import { watchersOf } from "./watchers/watchersOf.ts";
import { writeCheckpoint } from "./writeCheckpoint.ts";

/** What `fit` returns: the network as it stands now, the learning curve, and why it ended. */
export class Run<N extends { readonly model: Model }> {
  readonly network: N;
  readonly curve: Curve;
  readonly reason: Reason;
  /** What went wrong or could go better, with evidence and remedy, the most severe first; empty for a healthy run, and for one of fewer than 5 steps. */
  readonly diagnosis: readonly Diagnosis[];
  /** Why another core than the one asked for computed, where it did. */
  readonly note?: string;
  /** Checkpoints on the way (see `checkpointEvery`) that could not be kept, by step, with what `to` threw; absent where all were. */
  readonly failedCheckpoints?: readonly FailedCheckpoint[];
  readonly #context: RunContext;

  constructor(network: N, context: RunContext, reason: Reason, diagnosis: readonly Diagnosis[]) {
    this.network = network;
    this.#context = context;
    this.reason = reason;
    this.diagnosis = diagnosis;
    const { state, costs } = context;
    this.curve = Object.freeze({ points: Object.freeze([...state.points]), batchCost: costs.values() });
    if (network.model.note !== undefined) this.note = network.model.note;
    if (context.failedCheckpoints?.length) this.failedCheckpoints = context.failedCheckpoints;
  }

  /** Steps (updates) done since the run began. */
  get steps(): number {
    return this.#context.state.step;
  }

  /** The best evaluation, where the best weights are kept (see `restoreBest`): its step, its metric, and a copy of θ. */
  get best(): { readonly step: number; readonly metric: number; readonly parameters: Float32Array } | undefined {
    const best = this.#context.state.watchers.bestWeights as BestState | undefined;
    return typeof best?.metric === "number"
      ? { step: best.step, metric: best.metric, parameters: best.theta.slice() }
      : undefined;
  }

  /**
   * All that is needed to go on to the same bits, as a safetensors file: weights, optimizer state, schedule, early stopping,
   * best weights and curve, and the network's specification. Functions (a custom order, onProgress) are not in it, and neither
   * are `steps`, `budget` and `signal`; see `resume`.
   */
  checkpoint(): Uint8Array {
    return writeCheckpoint(this.network.model, this.#context);
  }

  /**
   * Trains that many MORE epochs or steps from where the run ended: from the last weights, not the restored best, with the
   * optimizer's state and the order of the epoch, so that 20 = 7 + 13 epochs, bit for bit.
   *
   * @returns a new run whose curve begins where the first one's did
   * @throws {OptionError} without `epochs`, `steps` or `budget`
   */
  async continue(options: ContinueOptions): Promise<Run<N>> {
    return this.network.model.occupied("fit", async () => {
      const { continueRun } = await import("./continueRun.ts");
      return runOccupied(this.network, ...continueRun(this.#context, this.reason, options));
    });
  }
}

/** Of fewer steps nothing can be said but that the run diverged; neither code nor time is spent on them. */
const FEWEST_JUDGED = 5;

/** The diagnosis of a run that has ended. */
async function diagnosisOf(memory: RunMemory, context: RunContext, reason: Reason, restored: boolean, pace: Pace) {
  const { sets, options, state, costs, judge } = context;
  if (state.step < FEWEST_JUDGED && reason !== "diverged") return Object.freeze([]);
  const figures = {
    reason,
    points: state.points,
    batchCost: costs.values(),
    stepsPerEpoch: memory.stepsPerEpoch,
    batchSize: Math.min(options.batchSize, memory.rows),
    learningRate: options.optimizer.learningRate,
    restored,
    classWeights: options.classWeights !== undefined,
  };
  return judge(memory.model, sets, figures, pace);
}

/**
 * Trains a network that the caller has to itself: opens the memory, trains from the context's state to a limit, and leaves
 * the last or the best weights in the network.
 * @param limitsOf  where the run ends; asked when its data is in memory, which it may refuse
 */
export async function runOccupied<N extends { readonly model: Model }>(
  network: N,
  context: RunContext,
  limitsOf: (memory: RunMemory) => Limits,
): Promise<Run<N>> {
  const { model } = network;
  const { sets, options, state, costs } = context;
  const pace = new Pace();
  const form = requireSets(model, sets);
  const memory = await RunMemory.open(model, sets, form, options, pace);
  const limits = limitsOf(memory);
  const checkpoints =
    options.checkpointEvery &&
    new (await import("./watchers/checkpoints.ts")).Checkpoints(options.checkpointEvery, memory, context, pace);
  const watchers: Watcher[] = [...watchersOf(options), ...(checkpoints ? [checkpoints] : [])];
  const { classes } = model;
  model.nameClasses(classes ?? sets.train.classes);
  memory.load(state);
  let reason: Reason;
  try {
    reason = await new TrainingLoop(memory, state, costs, watchers, limits, pace).run();
  } catch (error) {
    if (state.step === 0) model.nameClasses(classes); // the caller's first order was no order: nothing has changed
    throw error;
  } finally {
    memory.store(state);
    await checkpoints?.idle();
  }
  const restored = watchers.some(({ name, finish }) => finish?.(state.watchers[name], reason, model));
  const diagnosis = await diagnosisOf(memory, context, reason, restored, pace);
  const { hashes } = memory;
  return new Run(network, { ...context, hashes, failedCheckpoints: checkpoints?.failed }, reason, diagnosis);
}

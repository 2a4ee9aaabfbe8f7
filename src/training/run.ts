// A run: what fit returns, and how it goes on.
import { Pace } from "../core/pace.ts";
import type { Model } from "../network/model.ts";
import type { ContinueOptions } from "./continueRun.ts";
import type { Curve } from "./curve.ts";
import type { Diagnosis, Judge } from "./diagnosis.ts";
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
  /** What went wrong or could go better, with evidence and remedy, the most severe first; empty for a healthy run, for one of fewer than 5 steps, and where `note` says that it could not be made. */
  readonly diagnosis: readonly Diagnosis[];
  /** Why another core than the one asked for computed, or why the run was not judged, where that is so. */
  readonly note?: string;
  /** Checkpoints on the way (see `checkpointEvery`) that could not be kept, by step, with what `to` threw; absent where all were. */
  readonly failedCheckpoints?: readonly FailedCheckpoint[];
  readonly #context: RunContext;

  constructor(network: N, context: RunContext, reason: Reason, diagnosis: readonly Diagnosis[], note?: string) {
    this.network = network;
    this.#context = context;
    this.reason = reason;
    this.diagnosis = diagnosis;
    const { state, costs } = context;
    this.curve = Object.freeze({ points: Object.freeze([...state.points]), batchCost: costs.values() });
    const notes = [network.model.note, note].filter((one) => one !== undefined);
    if (notes.length > 0) this.note = notes.join(" ");
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
   * optimizer's state and the order of the epoch, so that 20 = 7 + 13 epochs, bit for bit. The data sets that `fit` was given are
   * read again, and must hold what they held then.
   *
   * @returns a new run whose curve begins where the first one's did
   * @throws {OptionError} without `epochs`, `steps` or `budget` @throws {DataError | ShapeError} where the data has changed
   */
  async continue(options: ContinueOptions): Promise<Run<N>> {
    return this.network.model.occupied("fit", async () => {
      const { continueRun } = await import("./continueRun.ts");
      return runOccupied(this.network, ...continueRun(this.#context, this.reason, options));
    });
  }
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
  const opening = RunMemory.open(model, sets, options, pace);
  const loading = context.loadJudge().catch(
    (error): Judge =>
      () =>
        Promise.reject(error),
  );
  const memory = await opening;
  const limits = limitsOf(memory);
  const checkpoints =
    options.checkpointEvery &&
    new (await import("./watchers/checkpoints.ts")).Checkpoints(options.checkpointEvery, memory, context, pace);
  const watchers: Watcher[] = [...watchersOf(options), ...(checkpoints ? [checkpoints] : [])];
  const { classes } = model;
  model.nameClasses(classes ?? memory.tables.classes);
  memory.load(state);
  const judge = await loading;
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
  // a run that cannot be judged ends all the same
  let note: string | undefined;
  const diagnosis = await judge({ memory, options, state, costs, reason, restored }, pace).catch((error) => {
    note = `The run could not be judged. ${error.message}`;
    return Object.freeze([]);
  });
  const { hashes } = memory.tables;
  return new Run(network, { ...context, hashes, failedCheckpoints: checkpoints?.failed }, reason, diagnosis, note);
}

// A run: what fit returns, and how it goes on. Knows no kernel.
import { OptionError } from "../core/errors.ts";
import { any, checked, positive, whole } from "../core/options.ts";
import { Pace } from "../core/pace.ts";
import type { Diagnosis } from "../diagnosis/diagnosis.ts";
import type { RunFigures } from "../diagnosis/evidence.ts";
import { lossKind } from "../losses/losses.ts";
import type { Model } from "../network/model.ts";
import { type GivenSets, requireSets } from "../objective/tables.ts";
import { type PlainOptions, plainOptions, requireSameData, writeCheckpoint } from "./checkpoint.ts";
import { CostLog, type Curve, type CurvePoint } from "./curve.ts";
import { type FitOptions, fitRules, type ReadFitOptions, readFitOptions } from "./options.ts";
import { RunMemory } from "./runMemory.ts";
import type { Reason, RunState } from "./runState.ts";
import { type Limits, trainOn } from "./trainOn.ts";

/** How much further a run goes; the rest stays as it was. */
export interface ContinueOptions {
  /** MORE epochs, from where the run ended */
  readonly epochs?: number;
  /** MORE steps */
  readonly steps?: number;
  readonly budget?: FitOptions["budget"];
  readonly signal?: AbortSignal;
  readonly onProgress?: (point: CurvePoint) => void;
}

const { signal, onProgress } = fitRules;
const continueRules = {
  epochs: whole(undefined),
  steps: whole(undefined),
  budget: any<FitOptions["budget"]>(undefined, "an object with milliseconds or steps"),
  signal,
  onProgress,
};
const budgetRules = { milliseconds: positive(undefined), steps: whole(undefined) };

/** Everything that a run is made of, beside its network. */
export interface RunParts {
  readonly given: GivenSets;
  /** the options as the caller gave them, and as they were read */
  readonly asked: PlainOptions;
  readonly options: ReadFitOptions;
  readonly state: RunState;
  readonly costs: CostLog;
  /** of the data that the run began with; absent before it has begun */
  readonly hashes?: Readonly<Record<string, string>>;
}

/** What `fit` returns: the network as it stands now, the learning curve, and why it ended. */
export class Run<N extends { readonly model: Model }> {
  readonly network: N;
  readonly curve: Curve;
  readonly reason: Reason;
  /** What went wrong or could go better, with evidence and remedy, the gravest first; empty for a healthy run, and for one of fewer than 5 steps. */
  readonly diagnosis: readonly Diagnosis[];
  /** Why another core than the one asked for computed, where it did. */
  readonly note?: string;
  readonly #parts: RunParts;

  constructor(network: N, parts: RunParts, reason: Reason, diagnosis: readonly Diagnosis[]) {
    this.network = network;
    this.#parts = parts;
    this.reason = reason;
    this.diagnosis = diagnosis;
    this.curve = Object.freeze({ points: Object.freeze([...parts.state.points]), batchCost: parts.costs.values() });
    if (network.model.note !== undefined) this.note = network.model.note;
  }

  /** Steps (updates) done since the run began. */
  get steps(): number {
    return this.#parts.state.step;
  }

  /**
   * All that is needed to go on to the same bits, as a safetensors file: weights, optimizer state, schedule, early stopping,
   * best weights and curve, and the network's specification. Functions (a custom order, onProgress) are not in it, and neither
   * are `steps`, `budget` and `signal`; see `resume`.
   */
  checkpoint(): Uint8Array {
    return writeCheckpoint(this.network.model, this.#parts);
  }

  /**
   * Trains that many MORE epochs or steps from where the run ended: from the last weights, not the restored best, with the
   * optimizer's state and the order of the epoch, so that 20 = 7 + 13 epochs, bit for bit.
   *
   * @returns a new run whose curve begins where the first one's did
   * @throws {OptionError} without `epochs`, `steps` or `budget`
   */
  async continue(options: ContinueOptions): Promise<Run<N>> {
    const more = checked("continue", options, continueRules);
    const budget = checked("continue.budget", more.budget, budgetRules);
    if (
      more.epochs === undefined &&
      more.steps === undefined &&
      budget.milliseconds === undefined &&
      budget.steps === undefined
    ) {
      throw new OptionError({
        where: "continue",
        received: options,
        expected: "how much more: { epochs }, { steps } or { budget }",
      });
    }
    const old = this.#parts;
    const { step } = old.state;
    const state: RunState = { ...old.state, points: old.state.points.filter(({ cut }) => !cut) };
    // a run that patience ended begins to wait anew
    if (this.reason === "patience") state.patience = { ...state.patience, bad: 0 };
    const costs = new CostLog();
    costs.add(old.costs.values());
    const { rows } = old.given.train;
    const end = step / Math.ceil(rows / Math.min(old.options.batchSize, rows)) + (more.epochs ?? 0);
    // a checkpoint of the continued run leads to its new last epoch
    const epochs = more.epochs !== undefined && Number.isInteger(end) ? end : old.options.epochs;
    const read = { ...old.options, epochs, signal: more.signal, onProgress: more.onProgress };
    const limits = (stepsPerEpoch: number): Limits => ({
      epochSteps: more.epochs === undefined ? Number.POSITIVE_INFINITY : step + more.epochs * stepsPerEpoch,
      steps: more.steps === undefined ? Number.POSITIVE_INFINITY : step + more.steps,
      budgetSteps: budget.steps === undefined ? Number.POSITIVE_INFINITY : step + budget.steps,
      milliseconds: budget.milliseconds ?? Number.POSITIVE_INFINITY,
    });
    return runFrom(this.network, { ...old, options: read, state, costs }, limits);
  }
}

const restoringReasons: readonly Reason[] = ["epochs", "patience", "converged"];

/** Of fewer steps nothing can be said but that the run diverged; neither code nor time is spent on them. */
const FEWEST_JUDGED = 5;

async function diagnosisOf(
  model: Model,
  given: GivenSets,
  figures: RunFigures,
  pace: Pace,
): Promise<readonly Diagnosis[]> {
  if (figures.batchCost.length < FEWEST_JUDGED && figures.reason !== "diverged") return Object.freeze([]);
  return (await import("../diagnosis/judge.ts")).judge(model, given, figures, pace);
}

/** Opens the memory, trains from the parts' state to a limit, and leaves the last or the best weights in the network. */
export async function runFrom<N extends { readonly model: Model }>(
  network: N,
  parts: RunParts,
  limits: (stepsPerEpoch: number) => Limits,
  fresh = false,
): Promise<Run<N>> {
  const { model } = network;
  const { given, options, state, costs } = parts;
  return model.occupied("fit", async () => {
    const pace = new Pace();
    const form = requireSets(model, given);
    const memory = await RunMemory.open(model, given, form, options, pace);
    requireSameData(parts.hashes, memory.hashes);
    const { classes } = model;
    model.nameClasses(classes ?? given.train.classes);
    if (fresh) Object.assign(state, memory.start());
    memory.load(state);
    let reason: Reason;
    try {
      reason = await trainOn(memory, state, costs, limits(memory.stepsPerEpoch), pace);
    } catch (error) {
      if (state.step === 0) model.nameClasses(classes); // the caller's first order was no order: nothing has changed
      throw error;
    } finally {
      memory.store(state);
    }
    const restored = state.best !== null && restoringReasons.includes(reason);
    if (state.best && restored) model.core.write(model.theta, state.best.theta);
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
    const diagnosis = await diagnosisOf(model, given, figures, pace);
    return new Run(network, { ...parts, hashes: memory.hashes }, reason, diagnosis);
  });
}

/** Where a run that stands at `step` ends; a budget counts from there. */
export const limitsOf =
  ({ epochs, steps, budget }: ReadFitOptions, step: number) =>
  (stepsPerEpoch: number): Limits => ({
    epochSteps: epochs * stepsPerEpoch,
    steps,
    budgetSteps: step + budget.steps,
    milliseconds: budget.milliseconds,
  });

/** Trains a network; see Network.fit. */
export async function fit<N extends { readonly model: Model }>(
  network: N,
  train: GivenSets["train"],
  given?: FitOptions,
): Promise<Run<N>> {
  const { model } = network;
  model.requireFree("fit");
  const options = readFitOptions("fit", given, lossKind(model.spec.loss).classification);
  const { validation, test } = options;
  const parts = {
    given: { train, validation, test },
    asked: plainOptions(given ?? {}),
    options,
    state: {} as RunState,
    costs: new CostLog(),
  };
  return runFrom(network, parts, limitsOf(options, 0), true);
}

// One run's memory: tables, the optimizer's state, an epoch's order, rates and passes. Advances step by step; decides nothing.
import { HALT_CONVERGED, RUN_HALTED, RUN_MORE } from "../../assembly/abi.ts";
import type { Tensor } from "../core/core.ts";
import type { Pace } from "../core/pace.ts";
import { PassList } from "../core/passes.ts";
import type { Model } from "../network/model.ts";
import { tableSource } from "../network/tableSource.ts";
import { gradientSum } from "../objective/gradientSum.ts";
import { addSum, GROUP_ROWS, GroupTotals } from "../objective/rowGroups.ts";
import { blocksBySize, rowSum } from "../objective/rowSum.ts";
import { type DataSets, type Tables, takeTables } from "../objective/tables.ts";
import type { CurvatureSteps, CurvatureStepsMaker } from "./curvatureSteps.ts";
import { LastFinite } from "./lastFinite.ts";
import { OptimizerMemory } from "./optimizerMemory.ts";
import type { ReadFitOptions } from "./readFitOptions.ts";
import { RowOrder } from "./rowOrder.ts";
import type { RunState } from "./runState.ts";
import { SetEvaluations } from "./setEvaluations.ts";
import type { takeClassWeights } from "./takeClassWeights.ts";

const never = () => false;

/** Code that only some runs need. */
interface OnDemand {
  readonly makeCurvatureSteps: CurvatureStepsMaker;
  readonly takeClassWeights: typeof takeClassWeights;
}

/** How far one advance came. */
export type Advance = "done" | "converged" | "diverged" | "aborted" | "cut";

export class RunMemory {
  readonly model: Model;
  readonly options: ReadFitOptions;
  readonly rows: number;
  readonly stepsPerEpoch: number;
  readonly evaluations: SetEvaluations;
  readonly tables: Tables;
  readonly #afterTables: number;
  readonly #order: RowOrder;
  readonly #rates: Tensor;
  readonly #costs: Tensor;
  readonly #norm: Tensor;
  readonly #optimizer: OptimizerMemory;
  readonly #lastFinite: LastFinite;
  readonly #passes: PassList;
  readonly #passesPerStep: number;
  /** of an optimizer whose step is no record */
  readonly #curvatureSteps: CurvatureSteps | null;
  /** the epoch whose order and rates are written, and the first of the rates */
  #epoch = -1;
  #firstRate = 0;

  private constructor(
    model: Model,
    options: ReadFitOptions,
    tables: Tables,
    { makeCurvatureSteps, takeClassWeights }: OnDemand,
  ) {
    const { arena, core, theta, gradients, fitSpace } = model;
    const { cursor, loss } = fitSpace;
    this.model = model;
    this.options = options;
    this.tables = tables;
    this.#afterTables = arena.mark();
    this.rows = tables.sets[0].rows;
    const batch = Math.min(options.batchSize, this.rows);
    this.stepsPerEpoch = Math.ceil(this.rows / batch);
    this.#order = new RowOrder(model, this.rows, options);
    this.#rates = arena.take("rates", "float64", this.stepsPerEpoch);
    this.#costs = arena.take("costs", "float32", this.stepsPerEpoch);
    this.#norm = arena.take("norm", "float64", 2);
    core.set(this.#norm, options.convergence < 0 ? -1 : options.convergence * options.convergence, 1);
    this.#optimizer = new OptimizerMemory(model, options.optimizer);
    this.#lastFinite = new LastFinite(model, [theta, model.state, ...this.#optimizer.tensors]);
    const clip = options.clip === undefined ? null : arena.take("clip", "float64", 1);
    if (clip) core.set(clip, options.clip as number);
    const { inputs, targets, form } = tables;
    const classWeights = takeClassWeights(model, options.classWeights, tables);
    const source = tableSource(model.shared, inputs, targets, form, { classWeights, order: this.#order.tensor });
    const count = theta.length;
    const totals = GroupTotals.of(arena, batch, count);
    const stepOn = (rows: number) => {
      const sum = rowSum(model, source, rows, "training");
      return gradientSum(sum, rows > GROUP_ROWS ? totals : null, blocksBySize(sum, "gradients"), (program) => {
        program.emit("costNote", { costs: this.#costs, loss, cursor, rows });
        program.emit("gradientsGuard", { cursor, norm: this.#norm, loss, gradients, count });
        if (clip) program.emit("gradientsClip", { gradients, norm: this.#norm, limit: clip, count });
        this.#optimizer.emit(program, this.#rates);
      });
    };
    const lastBatch = this.rows - (this.stepsPerEpoch - 1) * batch;
    const whole = stepOn(batch);
    const last = lastBatch === batch ? whole : stepOn(lastBatch);
    this.#passes = new PassList(arena, cursor, "passes");
    const addStep = (k: number) => {
      const [rows, programs] = k < this.stepsPerEpoch - 1 ? [batch, whole] : [lastBatch, last];
      addSum(this.#passes, rows, fitSpace.rows, programs, k * batch, k);
    };
    addStep(0);
    this.#passesPerStep = this.#passes.length;
    for (let k = 1; k < this.stepsPerEpoch; k++) addStep(k);
    this.#passes.write();
    this.#curvatureSteps = makeCurvatureSteps?.(model, source, [batch, lastBatch]) ?? null;
    this.evaluations = new SetEvaluations(model, tables);
  }

  /** Copies the data into the core's memory and compiles the step. */
  static async open(model: Model, sets: DataSets, options: ReadFitOptions, pace: Pace): Promise<RunMemory> {
    // before anything is waited for, since it reads the caller's arrays
    const tables = await takeTables(model, sets, pace);
    const step = await options.optimizer.curvatureStep?.();
    const makeCurvatureSteps = step && (await import("./curvatureSteps.ts")).curvatureSteps(step);
    const { takeClassWeights } =
      options.classWeights === undefined ? { takeClassWeights: () => null } : await import("./takeClassWeights.ts");
    return new RunMemory(model, options, tables, { makeCurvatureSteps, takeClassWeights });
  }

  /** Gives back all but the tables, when the run has ended. */
  releaseToTables(): void {
    this.model.arena.release(this.#afterTables);
  }

  /** Writes a state's weights and the optimizer's numbers to memory. */
  load({ network, optimizer }: RunState): void {
    this.model.restore(network);
    this.#optimizer.write(optimizer);
  }

  /** Reads them back. */
  store(state: RunState): void {
    state.network = this.model.snapshot();
    state.optimizer = this.#optimizer.read();
  }

  /**
   * Writes the row order of epoch `epoch` and the rates of its steps, where they are not there yet.
   * @param rateOf  the rate of a step of the run; where one of an epoch changes, all do
   * @throws {ShapeError | DataError} on a bad order of the caller's
   */
  async prepare(epoch: number, rateOf: (step: number) => number, pace: Pace): Promise<void> {
    const { core, shared } = this.model;
    const { seed, schedule } = this.options;
    const first = epoch * this.stepsPerEpoch;
    const rate = rateOf(first);
    if (epoch !== this.#epoch) {
      core.write(shared.random, [seed % 2 ** 32, Math.floor(seed / 2 ** 32), epoch]);
      await this.#order.write(epoch, pace);
    } else if (rate === this.#firstRate) return;
    // only where it counts steps is a schedule asked for each: in code that is not compiled yet, a number is an object
    const rates = new Float64Array(this.stepsPerEpoch).fill(rate);
    if (schedule.kind === "schedule" && schedule.per === "step")
      for (let k = 1; k < rates.length; k++) rates[k] = rateOf(first + k);
    core.write(this.#rates, rates);
    this.#epoch = epoch;
    this.#firstRate = rate;
  }

  /** Training-mode costs of steps `from` … `to − 1` of the epoch. */
  costs(from: number, to: number): ArrayLike<number> {
    return this.model.core.read(this.#costs, from, to - from);
  }

  /** Σg² of the last step. */
  squares(): number {
    return this.model.core.get(this.#norm);
  }

  /**
   * Runs the epoch's steps `from` … `to − 1`. An abort throws an unfinished step away; `isCut`, asked with the steps of the epoch that are done, lets it finish. A step
   * whose update makes a weight infinite is undone, and the run has diverged.
   * @returns how it ended, and how many steps of the epoch are done
   */
  async advance(
    from: number,
    to: number,
    pace: Pace,
    isCut: (done: number) => boolean,
  ): Promise<{ how: Advance; done: number }> {
    const last = this.#lastFinite;
    last.keep();
    const received = await this.#steps(from, to, pace, isCut, () => this.options.signal?.aborted === true);
    if (received.done === from || last.isFinite()) return received;
    // the gradients were finite, but an update was not: the steps are gone through again, up to the one before it
    last.restore();
    for (let done = from; ; done++) {
      last.keep();
      await this.#steps(done, done + 1, pace, never, never);
      if (last.isFinite()) continue;
      last.restore();
      return { how: "diverged", done };
    }
  }

  /** Steps that are records alone go in one walk; others one by one. */
  async #steps(from: number, to: number, pace: Pace, isCut: (done: number) => boolean, aborted: () => boolean) {
    if (this.#curvatureSteps === null) return this.#walk(from, to, pace, isCut, aborted);
    const batch = Math.min(this.options.batchSize, this.rows);
    for (let done = from; done < to; done++) {
      const received = await this.#walk(done, done + 1, pace, isCut, aborted);
      if (received.how !== "done") return received;
      const row = done * batch;
      const rate = this.model.core.get(this.#rates, done);
      const went = await this.#curvatureSteps.step(row, Math.min(batch, this.rows - row), rate, pace);
      if (!went) return { how: "diverged" as const, done };
    }
    return { how: "done" as const, done: to };
  }

  async #walk(
    from: number,
    to: number,
    pace: Pace,
    isCut: (done: number) => boolean,
    aborted: () => boolean,
  ): Promise<{ how: Advance; done: number }> {
    const list = this.#passes;
    const passOf = (step: number) => Math.min(list.length, step * this.#passesPerStep);
    const stepOf = (pass: number) => Math.min(to, Math.floor(pass / this.#passesPerStep));
    list.begin(passOf(from));
    let end = passOf(to);
    for (;;) {
      await pace.rest();
      const { pass } = list;
      const done = stepOf(pass);
      if (aborted()) return { how: "aborted", done };
      if (isCut(done)) {
        if (pass === passOf(done) && !list.isInside) return { how: "cut", done };
        end = passOf(done + 1);
      }
      const answer = list.slice(pace, end);
      if (answer === RUN_HALTED) {
        return { how: list.halt === HALT_CONVERGED ? "converged" : "diverged", done: stepOf(list.pass) };
      }
      if (answer !== RUN_MORE) {
        const reached = end === passOf(to) ? to : stepOf(end);
        return { how: reached === to ? "done" : "cut", done: reached };
      }
    }
  }
}

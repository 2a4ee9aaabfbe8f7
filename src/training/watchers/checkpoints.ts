// Hands out checkpoints while a run trains: takes where it stands in one go, and writes the bytes in pieces. Loaded for runs that want them.
import { OptionError } from "../../core/errors.ts";
import { type Checked, checked, positive, required, value, whole } from "../../core/options.ts";
import type { Pace } from "../../core/pace.ts";
import { writeInPieces } from "../../formats/writeInPieces.ts";
import type { CheckpointEvery, FailedCheckpoint } from "../fitOptions.ts";
import type { RunContext } from "../runContext.ts";
import type { RunMemory } from "../runMemory.ts";
import { checkpointFile } from "../writeCheckpoint.ts";
import type { Watcher } from "./watcher.ts";

const rules = {
  epochs: whole(undefined),
  steps: whole(undefined),
  seconds: positive(undefined),
  to: required(
    value<CheckpointEvery["to"] | undefined>(undefined, "a function of the bytes", (v) => typeof v === "function"),
  ),
};

/** @throws {OptionError} where it does not say how often, or to whom */
function readEvery(where: string, every: CheckpointEvery): Checked<typeof rules> {
  const read = checked(where, every, rules);
  const ways = [read.epochs, read.steps, read.seconds].filter((way) => way !== undefined);
  if (ways.length === 1) return read;
  const expected = "one of { epochs }, { steps } and { seconds }";
  throw new OptionError({ where, received: every, expected });
}

export class Checkpoints implements Watcher {
  readonly name = "checkpoints";
  readonly failed: FailedCheckpoint[] = [];
  readonly #every: Checked<typeof rules>;
  readonly #memory: RunMemory;
  readonly #context: RunContext;
  readonly #pace: Pace;
  /** in steps; ∞ where seconds count */
  readonly #gap: number;
  /** when the last one was taken, and at which step; before the first, where the run began */
  #time = performance.now();
  #step: number;
  /** while `to` works */
  #underWay: Promise<void> | undefined;

  /** @throws {OptionError} */
  constructor(every: CheckpointEvery, memory: RunMemory, context: RunContext, pace: Pace) {
    const read = readEvery("fit.checkpointEvery", every);
    this.#every = read;
    this.#memory = memory;
    this.#context = context;
    this.#pace = pace;
    this.#gap = read.steps ?? (read.epochs ?? Number.POSITIVE_INFINITY) * memory.stepsPerEpoch;
    this.#step = context.state.step;
  }

  nextStep(step: number): number {
    return (Math.floor(step / this.#gap) + 1) * this.#gap;
  }

  isWaiting(): boolean {
    const { seconds } = this.#every;
    return seconds !== undefined && !this.#underWay && performance.now() - this.#time >= 1000 * seconds;
  }

  async seesStep(step: number): Promise<void> {
    if (step === this.#step || (step % this.#gap !== 0 && !this.isWaiting())) return;
    await this.#underWay;
    if (this.#context.options.signal?.aborted) return;
    this.#step = step;
    this.#time = performance.now();
    try {
      const bytes = await this.#written();
      this.#underWay = this.#handOut(bytes, step).then(() => {
        this.#underWay = undefined;
      });
    } catch (error) {
      this.failed.push({ step, error }); // no memory for another copy
    }
  }

  /** Kept when `to` has ended. */
  async idle(): Promise<void> {
    await this.#underWay;
  }

  async #written(): Promise<Uint8Array> {
    const { model, tables } = this.#memory;
    const { state } = this.#context;
    this.#memory.store(state);
    const pieces = writeInPieces(checkpointFile(model, { ...this.#context, hashes: tables.hashes }));
    for (;;) {
      await this.#pace.rest();
      const { done, value } = pieces.next();
      if (done) return value;
    }
  }

  async #handOut(bytes: Uint8Array, step: number): Promise<void> {
    try {
      const { to } = this.#every;
      await to(bytes);
    } catch (error) {
      this.failed.push({ step, error });
    }
  }
}

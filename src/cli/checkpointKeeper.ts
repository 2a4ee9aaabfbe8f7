// Keeps a run's checkpoint in a file while it trains. Knows no network.
import { rm } from "node:fs/promises";
import type { CheckpointEvery } from "../training/fitOptions.ts";
import { type CommandRecord, withCommandRecord } from "./commandRecord.ts";
import { systemWords } from "./failure.ts";
import { interruption } from "./interruption.ts";
import { outputFlags } from "./outputFlags.ts";
import { standardError } from "./standardStreams.ts";
import { writeWhole } from "./writeWhole.ts";

export class CheckpointKeeper {
  readonly path: string;
  readonly #record: CommandRecord;
  readonly #isAsked: boolean;
  /** whether the file is this run's */
  #isWritten = false;
  #hasFailed = false;

  /** @param isAsked  whether the user named the file: then it stays when the training is over */
  constructor(path: string, record: CommandRecord, isAsked: boolean) {
    this.path = path;
    this.#record = record;
    this.#isAsked = isAsked;
  }

  /** What a training is to do, as an option of `fit`. */
  get every(): CheckpointEvery {
    const seconds = this.#record.settings.checkpointEvery ?? outputFlags.checkpointEvery.rule.fallback;
    return { seconds, to: (bytes) => this.#keep(bytes) };
  }

  /** The run's checkpoint with the command that trains it. */
  fileOf(checkpoint: Uint8Array): Uint8Array {
    return withCommandRecord(checkpoint, this.#record);
  }

  /** The training goes on where it cannot be written, and says so once. */
  async #keep(bytes: Uint8Array): Promise<void> {
    try {
      await writeWhole(this.path, this.fileOf(bytes));
      this.#isWritten = true;
      interruption.checkpoint = this.path;
    } catch (error) {
      if (this.#hasFailed) return;
      this.#hasFailed = true;
      const why = systemWords((error as NodeJS.ErrnoException).code) ?? "it cannot be written";
      standardError.lines(`ravine: ${this.path}: ${why}. The training goes on without a checkpoint on the way.`);
    }
  }

  /** Removes what was written on the way and not asked for. */
  async remove(): Promise<void> {
    if (!this.#isWritten || this.#isAsked) return;
    await rm(this.path, { force: true }).catch(() => {});
    interruption.checkpoint = undefined;
  }
}

// Signals, from the first moment of the process to its last file: Ctrl-C, SIGTERM and a terminal that is closed are one. Knows no network.
import { setImmediate } from "node:timers/promises";
import { exitCodes } from "./exitCodes.ts";
import { shellQuoted } from "./shellQuoted.ts";
import { standardError } from "./standardStreams.ts";

/**
 * Before training begins, a signal ends the process. Then the first one stops the training after its step, or leaves out what
 * is not written yet beside model and checkpoint; the second changes nothing; the third ends the process.
 */
class Interruption {
  #stopping = new AbortController();
  #count = 0;
  #isTraining = false;
  /** what is said of a process that ends before it has trained */
  #beginning = "interrupted.";
  /** the file from which the run can go on, as far as it is written */
  checkpoint: string | undefined;
  /** what `ravine resume` needs beside the file */
  resumeFlags = "";

  /** What a training that was interrupted can be gone on with. */
  get resumeText(): string {
    const { checkpoint, resumeFlags } = this;
    if (checkpoint === undefined) return "there is no checkpoint.";
    return `go on with:  ravine resume ${shellQuoted(checkpoint)}${resumeFlags}`;
  }

  /** Hears signals from now on. */
  listen(): void {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => this.#heard());
  }

  /** What is said where the process ends before anything is trained. */
  beforeTraining(text: string): void {
    this.#beginning = text;
  }

  /** From here on a signal ends the training, not the process. @returns what the first one aborts */
  beginTraining(): AbortSignal {
    this.#isTraining = true;
    return this.#stopping.signal;
  }

  /** How many signals have come, those too that wait for the event loop. */
  async count(): Promise<number> {
    await setImmediate();
    return this.#count;
  }

  #heard(): void {
    if (!this.#isTraining) this.#end(this.#beginning);
    this.#count++;
    if (this.#count === 1) this.#stopping.abort();
    else if (this.#count === 2) standardError.lines("ravine: files are written first; the next signal ends at once.");
    else this.#end(`ended before all was written: ${this.resumeText}`);
  }

  #end(text: string): never {
    standardError.lines(`ravine: ${text}`);
    process.exit(exitCodes.interrupted);
  }
}

/** Of this process. */
export const interruption = new Interruption();

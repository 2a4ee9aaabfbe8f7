// What is done when nobody takes what is written to standard output: by itself it ends the process, beside files it is missed by nobody.
import { exitCodes } from "./exitCodes.ts";
import { standardError } from "./standardStreams.ts";

class OutputErrors {
  #isResult = true;
  #isClosed = false;
  #failed = false;

  /** Hears them from now on. */
  listen(): void {
    process.stdout.on("error", (error: NodeJS.ErrnoException) => this.#heard(error));
    process.stderr.on("error", () => {}); // nobody is left to be told
  }

  /** The files are the result: the command goes on without output. */
  filesAreResult(): void {
    this.#isResult = false;
  }

  /** Whether nobody reads standard output any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The exit code of a command that went on without its output. */
  codeAfter(code: number): number {
    return code === exitCodes.done && this.#failed ? exitCodes.failed : code;
  }

  #heard({ code, message }: NodeJS.ErrnoException): void {
    const wasClosed = this.#isClosed;
    this.#isClosed = true;
    if (code === "EPIPE") {
      if (this.#isResult) process.exit(exitCodes.done); // a reader that has seen enough (ravine … | head) is no failure
      return;
    }
    if (wasClosed) return;
    this.#failed = true;
    standardError.lines(`ravine: standard output: ${code === "ENOSPC" ? "the disk is full" : message}.`);
    if (this.#isResult) process.exit(exitCodes.failed);
  }
}

/** Of this process. */
export const outputErrors = new OutputErrors();

// Ctrl-C: the first one asks the training to stop after its step, the second one ends the process. Knows no training.
import { exitCodes } from "./exitCodes.ts";

/** Runs `body` with a signal that Ctrl-C (or SIGTERM) aborts. */
export async function interruptible<T>(body: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    return await body(controller.signal);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

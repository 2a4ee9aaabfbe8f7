// Why a run ended, in words.
import type { Reason } from "../training/runState.ts";

export const reasonText: Readonly<Record<Reason, string>> = {
  epochs: "all epochs were done",
  steps: "all steps were done",
  patience: "the validation loss no longer fell",
  converged: "the gradient was as small as asked for",
  budget: "the budget was spent",
  aborted: "it was interrupted",
  diverged: "the cost was no longer finite",
};

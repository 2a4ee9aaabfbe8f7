// What each kind of finding is called.
import type { DiagnosisKind } from "../training/finding.ts";

export const findingTitles: Readonly<Record<DiagnosisKind, string>> = {
  diverged: "Diverged",
  learningRateTooHigh: "Learning rate too high",
  learningRateTooLow: "Learning rate too low",
  plateau: "Plateau",
  deadUnits: "Dead units",
  saturatedUnits: "Saturated units",
  unscaledInputs: "Unscaled inputs",
  symmetricWeights: "Symmetric weights",
  overfitting: "Overfitting",
  underfitting: "Underfitting",
  noisyBatches: "Batches too noisy",
  setsDiffer: "Test set unlike validation set",
  unbalancedClasses: "Unbalanced classes",
};

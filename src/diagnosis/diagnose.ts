// What a finished run says about itself: every finding with its evidence and the remedy. Pure; knows no core.

import type { Diagnosis } from "../training/diagnosis.ts";
import type { DiagnosisKind } from "../training/finding.ts";
import { courseFindings } from "./courseFindings.ts";
import { dataFindings } from "./dataFindings.ts";
import type { Evidence } from "./evidence.ts";
import { fitFindings } from "./fitFindings.ts";
import { networkFindings } from "./networkFindings.ts";
import { withWords } from "./withWords.ts";

const severityRank = { error: 0, warning: 1, note: 2 };

/** What explains other findings: then those are left out. */
const explained: Readonly<Partial<Record<DiagnosisKind, readonly DiagnosisKind[]>>> = {
  diverged: ["plateau", "underfitting", "learningRateTooLow", "overfitting"],
  learningRateTooHigh: ["plateau", "underfitting", "learningRateTooLow", "overfitting"],
  noisyBatches: ["plateau", "underfitting", "learningRateTooLow", "overfitting"],
  deadUnits: ["plateau", "underfitting", "learningRateTooLow"],
  saturatedUnits: ["plateau", "underfitting", "learningRateTooLow"],
  symmetricWeights: ["plateau", "underfitting", "learningRateTooLow", "deadUnits"],
};

/** All findings of a run, the most severe first; none for a healthy one. */
export function diagnose(evidence: Evidence): readonly Diagnosis[] {
  const found = [
    ...networkFindings(evidence),
    ...courseFindings(evidence),
    ...fitFindings(evidence),
    ...dataFindings(evidence),
  ];
  const known = new Set(found.flatMap(({ kind, severity }) => (severity === "note" ? [] : (explained[kind] ?? []))));
  const kept = found.filter(({ kind }) => !known.has(kind));
  return Object.freeze(kept.sort((a, b) => severityRank[a.severity] - severityRank[b.severity]).map(withWords));
}

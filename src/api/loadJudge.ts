// Loads what judges a run: the diagnosis is a chunk of its own.
import type { Judge } from "../training/diagnosis.ts";

export const loadJudge = async (): Promise<Judge> => (await import("../diagnosis/judge.ts")).judge;

// Judges a run when it has ended: the diagnosis is a chunk of its own, loaded then.
import type { Judge } from "../training/diagnosis.ts";

export const judgeOnDemand: Judge = async (...run) => (await import("../diagnosis/judge.ts")).judge(...run);

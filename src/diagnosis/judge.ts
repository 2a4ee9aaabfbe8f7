// The diagnosis of a run that has ended, a chunk of its own, which is loaded when the run begins.
import type { Judge } from "../training/diagnosis.ts";
import { diagnose } from "./diagnose.ts";
import { gather } from "./evidence.ts";

/** Of fewer steps nothing can be said but that the run diverged; no time is spent on them. */
const FEWEST_JUDGED = 5;

/** What the run's figures, its data and its network say. */
export const judge: Judge = async (run, pace) =>
  run.state.step < FEWEST_JUDGED && run.reason !== "diverged" ? Object.freeze([]) : diagnose(await gather(run, pace));

// The diagnosis of a run that has ended, a chunk of its own: nothing of it is loaded before the first run ends.
import type { Judge } from "../training/diagnosis.ts";
import { diagnose } from "./diagnose.ts";
import { gather } from "./evidence.ts";

/** What the run's figures, its data and its network say. */
export const judge: Judge = async (...run) => diagnose(await gather(...run));

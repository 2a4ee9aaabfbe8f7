// The diagnosis of a run that has ended, a chunk of its own: nothing of it is loaded before the first run ends. Knows no finding.
import type { Pace } from "../core/pace.ts";
import type { Model } from "../network/model.ts";
import { type Diagnosis, diagnose } from "./diagnosis.ts";
import { gather, type RunFigures } from "./evidence.ts";

/** What the run's figures, its data and its network say. */
export async function judge(
  model: Model,
  sets: Parameters<typeof gather>[1],
  figures: RunFigures,
  pace: Pace,
): Promise<readonly Diagnosis[]> {
  return diagnose(await gather(model, sets, figures, pace));
}

// The watchers that a run's options ask for, in the order in which they see a point.
import type { ReadFitOptions } from "../readFitOptions.ts";
import { bestWeights } from "./bestWeights.ts";
import { earlyStopping } from "./earlyStopping.ts";
import { plateau } from "./plateau.ts";
import { progress } from "./progress.ts";
import type { Watcher } from "./watcher.ts";

export function watchersOf({ onProgress, schedule, optimizer, best, stopping }: ReadFitOptions): readonly Watcher[] {
  return [
    ...(onProgress ? [progress(onProgress)] : []),
    ...(schedule.kind === "plateau" ? [plateau(schedule, optimizer.learningRate)] : []),
    ...(best ? [bestWeights(best)] : []),
    ...(stopping ? [earlyStopping(stopping)] : []),
  ];
}

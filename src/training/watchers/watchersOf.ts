// The watchers that a run's options ask for, in the order in which they see a point.
import type { ReadFitOptions } from "../readFitOptions.ts";
import { bestWeights } from "./bestWeights.ts";
import { earlyStopping } from "./earlyStopping.ts";
import { onProgress } from "./onProgress.ts";
import { plateau } from "./plateau.ts";
import type { Watcher } from "./watcher.ts";

export function watchersOf(options: ReadFitOptions): readonly Watcher[] {
  const { schedule, optimizer, best, stopping } = options;
  return [
    ...(options.onProgress ? [onProgress(options.onProgress)] : []),
    ...(schedule.kind === "plateau" ? [plateau(schedule, optimizer.learningRate)] : []),
    ...(best ? [bestWeights(best)] : []),
    ...(stopping ? [earlyStopping(stopping)] : []),
  ];
}

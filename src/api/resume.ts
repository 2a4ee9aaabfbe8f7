// Goes on with a run from its checkpoint, in this process or another.

import type { CompiledCore } from "../core/core.ts";
import { OptionError } from "../core/errors.ts";
import { checked, value } from "../core/options.ts";
import { allOptimizers } from "../curvature/allOptimizers.ts";
import type { Dataset } from "../data/dataset.ts";
import { type FitOptions, fitRules } from "../training/fitOptions.ts";
import { plainOptions } from "../training/keptOptions.ts";
import { limitsFrom } from "../training/limits.ts";
import { readCheckpoint, requireOrder } from "../training/readCheckpoint.ts";
import { readFitOptions } from "../training/readFitOptions.ts";
import { requireSameData } from "../training/requireSameData.ts";
import { type Run, runOccupied } from "../training/run.ts";
import type { RunMemory } from "../training/runMemory.ts";
import { loadJudge } from "./loadJudge.ts";
import { Network } from "./network.ts";

/** What resume takes; all else is in the checkpoint. */
export interface ResumeOptions
  extends Pick<
    FitOptions,
    "epochs" | "steps" | "validation" | "test" | "shuffle" | "signal" | "onProgress" | "budget" | "checkpointEvery"
  > {
  readonly core?: CompiledCore;
}

/**
 * Trains on from a checkpoint to the run's original epochs, on the same bits as if it had never been cut. The data must stand
 * still until the first `onProgress`: what has changed is refused before a step is done.
 *
 * @param bytes            what `run.checkpoint()` gave
 * @param train            the training data, as at the start
 * @param options          validation and test as at the start (test may differ); `shuffle` where it is a function, `onProgress`
 *   and `checkpointEvery`, which no checkpoint keeps; `epochs` and `steps` count from the run's beginning, `budget` from here
 * @returns the run; its curve begins where the first one's did
 * @throws {FormatError} on bytes that are no checkpoint, truncated, altered or newer
 * @throws {DataError} on other data
 * @example const run = await resume(await readFile("run.ckpt"), train, { validation });
 */
export async function resume(bytes: Uint8Array, train: Dataset, options: ResumeOptions = {}): Promise<Run<Network>> {
  const { epochs, steps, validation, test, shuffle, signal, onProgress, budget, checkpointEvery } = fitRules;
  const core = value<CompiledCore | undefined>(undefined, "what `await loadCore()` returns");
  const rules = { epochs, steps, validation, test, shuffle, signal, onProgress, budget, checkpointEvery, core };
  checked("resume", options, rules);
  const { core: compiled, ...changes } = options;
  const checkpoint = readCheckpoint("resume", bytes, allOptimizers);
  requireOrder(checkpoint, changes.shuffle);
  const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const merged: FitOptions = { ...checkpoint.options, ...defined };
  const endless = [merged.epochs, merged.steps, merged.budget].every((limit) => limit === undefined);
  if (endless) {
    const hint = "The run began without a number of epochs.";
    throw new OptionError({ where: "resume", expected: "how far to go: { epochs }, { steps } or { budget }", hint });
  }
  const network = await Network.create({
    ...checkpoint.network,
    ...(compiled === undefined ? {} : { core: compiled }),
  });
  const { costs, hashes } = checkpoint;
  const state = { ...checkpoint.state, points: checkpoint.state.points.filter(({ cut }) => !cut) };
  const read = readFitOptions("resume", merged, network.model.classifies);
  const context = {
    sets: { train, validation: read.validation, test: read.test },
    asked: plainOptions(merged),
    options: read,
    state,
    costs,
    hashes,
    loadJudge,
  };
  const limitsOf = (memory: RunMemory) => {
    requireSameData("resume", hashes, memory.tables.hashes);
    return limitsFrom(state.step, read, memory.stepsPerEpoch);
  };
  return network.model.occupied("resume", () => runOccupied(network, context, limitsOf));
}

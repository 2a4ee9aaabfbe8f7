// Goes on with a run from its checkpoint, in this process or another. Knows no format.

import type { CompiledCore } from "../core/core.ts";
import { OptionError } from "../core/errors.ts";
import { any, checked } from "../core/options.ts";
import { allOptimizers } from "../curvature/allOptimizers.ts";
import type { Dataset } from "../data/dataset.ts";
import { plainOptions } from "../training/checkpoint.ts";
import { type FitOptions, fitRules, readFitOptions } from "../training/options.ts";
import { readCheckpoint, requireOrder } from "../training/readCheckpoint.ts";
import { limitsOf, type Run, runFrom } from "../training/run.ts";
import { Network } from "./network.ts";

/** What resume takes; all else is in the checkpoint. */
export interface ResumeOptions
  extends Pick<
    FitOptions,
    "epochs" | "steps" | "validation" | "test" | "shuffle" | "signal" | "onProgress" | "budget"
  > {
  readonly core?: CompiledCore;
}

/**
 * Trains on from a checkpoint to the run's original epochs, on the same bits as if it had never been cut.
 *
 * @param bytes            what `run.checkpoint()` gave
 * @param train            the training data, as at the start
 * @param options          validation and test as at the start (test may differ); `shuffle` and `onProgress` where they are
 *   functions; `epochs` and `steps` count from the run's beginning, `budget` from here
 * @returns the run; its curve begins where the first one's did
 * @throws {FormatError} on bytes that are no checkpoint, truncated, altered or newer
 * @throws {DataError} on other data
 * @example const run = await resume(await readFile("run.ckpt"), train, { validation });
 */
export async function resume(bytes: Uint8Array, train: Dataset, options: ResumeOptions = {}): Promise<Run<Network>> {
  const { epochs, steps, validation, test, shuffle, signal, onProgress, budget } = fitRules;
  const core = any<CompiledCore | undefined>(undefined, "what `await loadCore()` returns");
  checked("resume", options, { epochs, steps, validation, test, shuffle, signal, onProgress, budget, core });
  const { core: compiled, ...given } = options;
  const checkpoint = readCheckpoint("resume", bytes, allOptimizers);
  requireOrder(checkpoint, given.shuffle);
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const merged: FitOptions = { ...checkpoint.options, ...said };
  const endless = [merged.epochs, merged.steps, merged.budget].every((limit) => limit === undefined);
  if (endless) {
    const hint = "The run had no number of epochs of its own.";
    throw new OptionError({ where: "resume", expected: "how far to go: { epochs }, { steps } or { budget }", hint });
  }
  const network = await Network.create({
    ...checkpoint.network,
    ...(compiled === undefined ? {} : { core: compiled }),
  });
  const { costs, hashes } = checkpoint;
  const state = { ...checkpoint.state, points: checkpoint.state.points.filter(({ cut }) => !cut) };
  const read = readFitOptions("resume", merged, network.model.classifies);
  const parts = {
    given: { train, validation: read.validation, test: read.test },
    asked: plainOptions(merged),
    options: read,
    state,
    costs,
    hashes,
  };
  return runFrom(network, parts, limitsOf(read, state.step));
}

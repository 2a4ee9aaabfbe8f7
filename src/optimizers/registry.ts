// Every optimizer by its name, and optimizers from the plain options that a checkpoint keeps. Knows no formula.
import { unknownName } from "../core/options.ts";
import * as all from "./all.ts";
import type { Optimizer } from "./optimizer.ts";

export type OptimizerMaker = (options?: Optimizer["options"]) => Optimizer;

/** Every optimizer by its name; each takes what it keeps as its `options`. */
export const optimizers = Object.freeze({ ...all }) as Readonly<Record<string, OptimizerMaker>>;

/**
 * The optimizer of this name with these options: `optimizerFromJSON(o.name, o.options)` is o again.
 * @param known  where to look the name up; default the optimizers above
 * @throws {OptionError} on an unknown name (the nearest is suggested) or option
 */
export function optimizerFromJSON(
  name: string,
  options?: Optimizer["options"],
  known: Readonly<Record<string, OptimizerMaker>> = optimizers,
): Optimizer {
  if (typeof name !== "string" || !Object.hasOwn(known, name)) throw unknownName("optimizer", name, Object.keys(known));
  return known[name](options);
}

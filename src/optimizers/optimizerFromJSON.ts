// Optimizers from the plain options that a checkpoint keeps.
import { unknownName } from "../core/options.ts";
import { optimizerKinds } from "./kinds.ts";
import type { Optimizer, OptimizerKind } from "./optimizer.ts";

/**
 * The optimizer of this name with these options: `optimizerFromJSON(o.name, o.options)` is o again.
 * @param kinds  where to look the name up; default those without curvature
 * @throws {OptionError} on an unknown name (the nearest is suggested) or option
 */
export function optimizerFromJSON(
  name: string,
  options?: Optimizer["options"],
  kinds: Readonly<Record<string, OptimizerKind>> = optimizerKinds,
): Optimizer {
  if (typeof name !== "string" || !Object.hasOwn(kinds, name)) throw unknownName("optimizer", name, Object.keys(kinds));
  return kinds[name].make(options);
}

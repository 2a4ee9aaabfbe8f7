// Every optimizer by its name, and optimizers from the plain options that a checkpoint keeps. Knows no formula.
import { unknownName } from "../core/options.ts";
import { adadelta } from "./adadelta.ts";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamax } from "./adamax.ts";
import { adamw } from "./adamw.ts";
import { lion } from "./lion.ts";
import { nadam } from "./nadam.ts";
import type { Optimizer } from "./optimizer.ts";
import { radam } from "./radam.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

export type OptimizerMaker = (options?: Optimizer["options"]) => Optimizer;

/** Every optimizer by its name; each takes what it keeps as its `options`. */
export const optimizers: Readonly<Record<string, OptimizerMaker>> = Object.freeze({
  sgd: sgd as OptimizerMaker,
  adagrad: adagrad as OptimizerMaker,
  adadelta: adadelta as OptimizerMaker,
  rmsprop: rmsprop as OptimizerMaker,
  adam: adam as OptimizerMaker,
  adamw: adamw as OptimizerMaker,
  adamax: adamax as OptimizerMaker,
  nadam: nadam as OptimizerMaker,
  radam: radam as OptimizerMaker,
  lion: lion as OptimizerMaker,
});

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

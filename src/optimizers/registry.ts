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

type Maker = (options?: Optimizer["options"]) => Optimizer;

/** Every optimizer by its name; each takes what it keeps as its `options`. */
export const optimizers: Readonly<Record<string, Maker>> = Object.freeze({
  sgd: sgd as Maker,
  adagrad: adagrad as Maker,
  adadelta: adadelta as Maker,
  rmsprop: rmsprop as Maker,
  adam: adam as Maker,
  adamw: adamw as Maker,
  adamax: adamax as Maker,
  nadam: nadam as Maker,
  radam: radam as Maker,
  lion: lion as Maker,
});

/**
 * The optimizer of this name with these options: `optimizerFromJSON(o.name, o.options)` is o again.
 * @throws {OptionError} on an unknown name (the nearest is suggested) or option
 */
export function optimizerFromJSON(name: string, options?: Optimizer["options"]): Optimizer {
  if (typeof name !== "string" || !Object.hasOwn(optimizers, name))
    throw unknownName("optimizer", name, Object.keys(optimizers));
  return optimizers[name](options);
}

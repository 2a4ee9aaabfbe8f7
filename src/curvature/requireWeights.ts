// Refuses a network without weights, which has neither a gradient nor a Hessian.
import { OptionError } from "../core/errors.ts";

/** @throws {OptionError} where there are no weights */
export function requireWeights(where: string, count: number): void {
  if (count > 0) return;
  const hint = "Add a layer that has some, such as dense.";
  const received = "a network without weights";
  throw new OptionError({ where: `${where}: network`, received, expected: "one with weights", hint });
}

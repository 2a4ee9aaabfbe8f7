// What is wrong with the inputs that a network is asked for; loaded where something is.
import { MemoryError, OptionError } from "../core/errors.ts";
import { isShape, isSize, MOST_NUMBERS, SHAPE_EXPECTED } from "../core/shape.ts";

/**
 * @throws {OptionError} naming the wrong size
 * @throws {MemoryError} where all sizes are right, but no row of so many numbers fits into memory
 */
export function refuseInputs(received: unknown, expected: string): never {
  const where = "Network.inputs";
  const shape: readonly unknown[] = Array.isArray(received) ? received : [received];
  const wrong = shape.findIndex((size) => !isSize(size));
  if (wrong < 0 && isShape(shape.map(() => 1)))
    throw new MemoryError({ where, received, expected: `at most ${MOST_NUMBERS} numbers per row` });
  if (wrong >= 0 && shape === received)
    throw new OptionError({ where: `${where}[${wrong}]`, received: shape[wrong], expected: "a whole number ≥ 1" });
  throw new OptionError({ where, received, expected: shape === received ? SHAPE_EXPECTED : expected });
}

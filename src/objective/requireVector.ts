// Refuses a vector of the caller's that is no vector over the weights.
import { ShapeError } from "../core/errors.ts";
import { isArrayLike } from "../data/table.ts";

/** @throws {ShapeError} unless there is one number per weight */
export function requireLength(where: string, vector: ArrayLike<number>, count: number): void {
  if (isArrayLike(vector) && vector.length === count) return;
  throw new ShapeError({ where, received: vector, expected: `${count} numbers, one per weight` });
}

/** @throws {ShapeError} unless there is one finite number per weight */
export function requireVector(where: string, vector: ArrayLike<number>, count: number): void {
  requireLength(where, vector, count);
  for (let i = 0; i < count; i++)
    if (!Number.isFinite(vector[i]))
      throw new ShapeError({ where: `${where}[${i}]`, received: vector[i], expected: "a finite number" });
}

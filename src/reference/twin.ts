// What a twin is: one kernel in float64, on cells instead of bytes.
import type { KernelOperands } from "../core/kernels.ts";
import type { KernelName } from "../core/kernelsByName.ts";

/**
 * A kernel's operands for its twin: an address as the number of its first cell (address >>> 2; −1 for address 0, "not there"),
 * a struct as its numbers' cells by name, a count as it is. A float32, int32 or uint32 takes one cell; a float64 or uint64 takes
 * the first of two.
 */
export type Cells<K extends KernelName> = {
  readonly [O in keyof KernelOperands[K]]: KernelOperands[K][O] extends "address" | "count"
    ? number
    : { readonly [Name in keyof KernelOperands[K][O]]: number };
};

export type Twin<K extends KernelName> = (m: Float64Array, cells: Cells<K>) => void;

/** One twin per kernel. */
export type Twins = { readonly [K in KernelName]: Twin<K> };

/** Some kernels' twins, by name. */
export type TwinsOf<K extends KernelName> = { readonly [N in K]: Twin<N> };

/** What stands in a struct's cells, by name. */
export const numbersIn = <Name extends string>(
  m: Float64Array,
  struct: Readonly<Record<Name, number>>,
): Record<Name, number> =>
  Object.fromEntries(Object.entries<number>(struct).map(([name, cell]) => [name, m[cell]])) as Record<Name, number>;

// What a twin is: one kernel in float64, on cells instead of bytes. Knows no kernel in particular.
import type { KernelName, Kernels } from "../core/kernelTable.ts";

/**
 * A kernel's operands for its twin: an address as the number of its first cell (address >>> 2; −1 for address 0, "not there"),
 * a count as it is. A float32, int32 or uint32 takes one cell; a float64 takes the first of two.
 */
export type Cells<K extends KernelName> = { readonly [O in keyof Kernels[K]["operands"]]: number };

export type Twin<K extends KernelName> = (m: Float64Array, cells: Cells<K>) => void;

/** Some kernels' twins, by name. */
export type TwinsOf<K extends KernelName> = { readonly [N in K]: Twin<N> };

// The kernels by name: work and operands, in the order in which a core gives them slots.
import { type KernelOperands, kernelLines } from "./kernels.ts";

export type KernelName = keyof KernelOperands;

/** What is known of a kernel when it runs. */
export interface Kernel {
  /** multiply-adds, or what costs as much, per unit of the product of its counts */
  readonly work: number;
  /** all operands in their order: addresses, then counts */
  readonly names: readonly string[];
  readonly counts: readonly string[];
}

const words = (text: string) => text.split(" ").filter(Boolean);

export const kernelsByName = Object.fromEntries(
  kernelLines
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [work, addresses, counts, names] = line.split(";");
      const kernel = { work: Number(work), names: words(`${addresses} ${counts}`), counts: words(counts) };
      return words(names).map((name) => [name, kernel]);
    }),
) as unknown as Readonly<Record<KernelName, Kernel>>;

/** The numbers of a struct in the order in which they lie in memory. */
export const inOrder = <S extends Readonly<Record<string, string>>>(
  struct: S,
  numbers: { readonly [Name in keyof S]: number },
): number[] => Object.keys(struct).map((name) => numbers[name]);

// The kernels by name: file and operands, in the order in which a core gives them slots. Knows no kernel in particular.
import { type KernelOperands, kernelLines } from "./kernels.ts";

export type KernelName = keyof KernelOperands;

/** What is known of each kernel. */
export type Kernels = {
  readonly [K in KernelName]: {
    readonly folder: string;
    readonly file: string;
    readonly operands: KernelOperands[K];
    /** all operands in their order: addresses, then counts */
    readonly names: readonly string[];
    readonly counts: readonly string[];
  };
};

export const kernels = Object.fromEntries(
  kernelLines
    .trim()
    .split("\n")
    .map((line) => {
      const [file, name, ...addresses] = line.slice(0, line.indexOf(";")).split(" ");
      const counts = line.split(/; ?/)[1].split(" ").filter(Boolean);
      const names = [...addresses, ...counts];
      const operands = Object.fromEntries(names.map((own, i) => [own, i < addresses.length ? "address" : "count"]));
      return [name, { folder: file.split("/")[0], file, operands, names, counts }];
    }),
) as unknown as Kernels;

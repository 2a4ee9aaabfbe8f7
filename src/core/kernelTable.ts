// The kernels by name: file and operands, in the order in which a core gives them slots. Knows no kernel in particular.
import { type KernelOperands, kernelLines } from "./kernels.ts";

export type KernelName = keyof KernelOperands;
export type Kernels = {
  readonly [K in KernelName]: { readonly file: string; readonly operands: KernelOperands[K] };
};

/** Every kernel. Its operands stand in their order: addresses, then counts. */
export const kernels = Object.fromEntries(
  kernelLines
    .trim()
    .split("\n")
    .map((line) => {
      const [addresses, counts] = line.split(";");
      const [file, name, ...operands] = addresses.split(" ");
      const kinds = [
        ...operands.map((operand) => [operand, "address"]),
        ...counts
          .trim()
          .split(" ")
          .filter(Boolean)
          .map((operand) => [operand, "count"]),
      ];
      return [name, { file, operands: Object.fromEntries(kinds) }];
    }),
) as Kernels;

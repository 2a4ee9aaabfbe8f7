// Types of kernel-table.mjs, for its test.

type Source = readonly [file: string, text: string];
export interface ParsedKernel {
  readonly name: string;
  readonly file: string;
  readonly operandClass: string;
  readonly operands: readonly (readonly [
    name: string,
    kind: "address" | "count" | { readonly struct: string; readonly numbers: Readonly<Record<string, string>> },
  ])[];
}
export function requireDistinctNames(sources: readonly Source[]): void;
export function readKernels(sources: readonly Source[], kernelFiles: readonly string[]): ParsedKernel[];
export function kernelTable(kernels: readonly ParsedKernel[], exports: Readonly<Record<string, unknown>>): string;
export function kernelStructsTable(kernels: readonly ParsedKernel[]): string;

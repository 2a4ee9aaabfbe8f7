// Types of kernel-table.mjs, for its test.

export interface ParsedKernel {
  readonly name: string;
  readonly file: string;
  readonly operands: readonly (readonly [name: string, kind: "address" | "count"])[];
}
export function requireDistinctNames(sources: readonly (readonly [file: string, text: string])[]): void;
export function parseBindings(bindings: string): ParsedKernel[];
export function kernelTable(bindings: string, exports: Readonly<Record<string, unknown>>): string;

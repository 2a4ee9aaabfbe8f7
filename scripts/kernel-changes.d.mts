interface KernelNames {
  readonly name: string;
  readonly file: string;
  readonly operands: readonly string[];
}
/** The files that say a word: path → its words. */
export function wordsOfSources(root: string): Map<string, Set<string>>;
/** Lines, each with a kernel, its file and what to do. */
export function kernelChanges(
  before: readonly KernelNames[],
  now: readonly KernelNames[],
  words: ReadonlyMap<string, ReadonlySet<string>>,
  messages: string,
): string[];

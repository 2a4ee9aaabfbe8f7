// What is said on standard output: text, emphasis where the terminal has it, or one document.

const colored = () => process.stdout.isTTY === true && (process.stdout.hasColors?.() ?? false);
/** Emphasis where the terminal has it. */
export const bold = (text: string): string => (colored() ? `\x1b[1m${text}\x1b[0m` : text);
export const hasColors = colored;

/** Says things on standard output; nothing with --json. */
export interface Speaker {
  readonly quiet: boolean;
  say(text?: string): void;
}
export const speaker = (quiet: boolean): Speaker => ({
  quiet,
  say: (text = "") => {
    if (!quiet) process.stdout.write(`${text}\n`);
  },
});

/** The one document of --json; numbers that are not finite become null. */
export function sayDocument(document: object): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

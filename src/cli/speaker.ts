// What is said on standard output: lines, emphasis where the terminal has it, or one document.
import { visible } from "../core/visible.ts";
import { jsonLines } from "./jsonLines.ts";
import { ColouredLine, type Line, standardOutput } from "./standardStreams.ts";

/** A line in bold where the terminal has it. */
export const bold = (line: string): Line =>
  standardOutput.hasColours ? new ColouredLine(`\x1b[1m${visible(line)}\x1b[0m`) : line;

/** Says things on standard output; nothing with --json. */
export interface Speaker {
  readonly quiet: boolean;
  /** Each of these as a line of its own: a newline in one is shown as \n. */
  say(...lines: readonly Line[]): void;
}
export const speaker = (quiet: boolean): Speaker => ({
  quiet,
  say: (...lines) => {
    if (!quiet) standardOutput.lines(...lines);
  },
});

/** The one document of --json; numbers that are not finite become null. */
export const sayDocument = (document: object): void => standardOutput.lines(...jsonLines(document));

// Standard output and standard error. Nothing else writes to them, and what is written has no characters that a terminal obeys but those made here.
import { once } from "node:events";
import { visible } from "../core/visible.ts";

const ESCAPE = "\x1b";
/** Sets a colour or a weight, and takes it back. */
const colour = new RegExp(`(${ESCAPE}\\[\\d{0,3}m)`);
/** To the line's begin, and nothing on it. */
const CLEARED = `\r${ESCAPE}[2K`;

/** A line in the program's own colours; whatever else it holds is shown as in every line. */
export class ColouredLine {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** One line, whatever is in it: a newline inside is shown as \n. */
export type Line = string | ColouredLine;

const shownLine = (line: Line): string =>
  typeof line === "string"
    ? visible(line)
    : line.text
        .split(colour)
        .map((piece, i) => (i % 2 === 0 ? visible(piece) : piece))
        .join("");

/** One of the two streams. */
export class StandardStream {
  readonly #stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true;
  }

  /** Of the terminal; undefined elsewhere. */
  get columns(): number | undefined {
    return this.#stream.columns;
  }

  get hasColours(): boolean {
    return this.isTerminal && (this.#stream.hasColors?.() ?? false);
  }

  /** Lines, each with its end. */
  lines(...lines: readonly Line[]): void {
    this.#stream.write(lines.map((line) => `${shownLine(line)}\n`).join(""));
  }

  /** Data: into a file or a pipe as it is, on a terminal line by line as it can be shown. Resolves when there is room for more. */
  async data(text: string): Promise<void> {
    const written = this.isTerminal ? text.split("\n").map(visible).join("\n") : text;
    if (!this.#stream.write(written)) await once(this.#stream, "drain");
  }

  /** Draws the line on which the cursor stands anew; without a text it is taken away. */
  status(text = ""): void {
    this.#stream.write(CLEARED + visible(text));
  }
}

export const standardOutput = new StandardStream(process.stdout);
export const standardError = new StandardStream(process.stderr);

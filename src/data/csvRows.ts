// Cuts text or bytes into rows of cells with their line numbers, a piece at a time.
import { DataError, FormatError, OptionError } from "../core/errors.ts";
import { Pace } from "../core/pace.ts";
import type { RowBatch } from "./rows.ts";

/** A table's text: all of it, or in pieces of text or of UTF-8 bytes. */
export type CsvSource =
  | string
  | Uint8Array
  | ReadableStream<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>
  | Iterable<string | Uint8Array>;

interface TextBatch extends RowBatch {
  readonly rows: readonly string[][];
  readonly lines: readonly number[];
}

interface Parsed {
  readonly data: string[][];
  readonly errors: { readonly row?: number }[];
  readonly meta: { readonly cursor: number };
}

const PIECE = 1 << 18; // characters parsed at once
const LONGEST_ROW = 1 << 24; // characters; a quote that is never closed would gather the whole file

async function* chunksOf(source: unknown): AsyncGenerator<unknown> {
  if (typeof source === "string" || source instanceof Uint8Array) {
    yield source;
  } else if (typeof (source as ReadableStream | null)?.getReader === "function") {
    const reader = (source as ReadableStream<unknown>).getReader(); // WebKit's streams have no asyncIterator
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    } finally {
      await reader.cancel().catch(() => {});
    }
  } else if (Symbol.asyncIterator in Object(source) || Symbol.iterator in Object(source)) {
    yield* source as AsyncIterable<unknown>;
  } else {
    const expected = "text, a ReadableStream, or an iterable of text or bytes";
    throw new OptionError({ where: "csv", received: source, expected });
  }
}

/** A chunk in slices of at most `PIECE`, so that a table given as one text is not parsed at once. */
function* slicesOf(chunk: unknown): Generator<string | Uint8Array> {
  if (typeof chunk !== "string" && !(chunk instanceof Uint8Array))
    throw new OptionError({ where: "csv", received: chunk, expected: "pieces of text or of bytes (Uint8Array)" });
  for (let at = 0; at < chunk.length; at += PIECE)
    yield typeof chunk === "string" ? chunk.slice(at, at + PIECE) : chunk.subarray(at, at + PIECE);
}

/** Text in pieces of `PIECE` characters or a little more, the event loop free between them; no byte-order mark, no NUL. */
async function* piecesOf(source: unknown, line: () => number): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const binary = (found: string) =>
    new FormatError({
      where: `csv, line ${line()} or after`,
      expected: "text in UTF-8",
      hint: `There ${found}. Is this a CSV file? Save it as CSV with the encoding UTF-8.`,
    });
  const decoded = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw binary("are bytes that are no UTF-8");
    }
  };
  const pace = new Pace();
  let text = "";
  let first = true;
  const cleaned = () => {
    const piece = first && text.startsWith("\ufeff") ? text.slice(1) : text;
    if (piece.includes("\0")) throw binary("is a NUL byte");
    first = false;
    text = "";
    return piece;
  };
  for await (const chunk of chunksOf(source)) {
    for (const slice of slicesOf(chunk)) {
      text += typeof slice === "string" ? slice : decoded(slice);
      if (text.length < PIECE) continue;
      await pace.rest();
      yield cleaned();
    }
  }
  text += decoded();
  yield cleaned();
}

const countOf = (text: string, piece: string) => text.split(piece).length - 1;

/**
 * The rows of a table in text: separator (comma, tab, bar, semicolon, …), line ends and quotes as found; blank lines are
 * left out but counted.
 * @throws {FormatError} on bytes that are no UTF-8, and on NUL
 * @throws {DataError} naming the line of a quote that is not closed
 */
export async function* csvRows(source: CsvSource): AsyncGenerator<TextBatch> {
  const { default: papa } = await import("papaparse");
  let line = 1;
  let rest = "";
  let found: { delimiter: string; newline: "\r" | "\n" | "\r\n" } | undefined;

  const parse = (text: string, last: boolean): TextBatch => {
    if (found === undefined) {
      const end = last ? text.length : Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
      const { meta } = papa.parse(text.slice(0, end < 0 ? text.length : end), {
        preview: 10,
        skipEmptyLines: "greedy",
      });
      found = { delimiter: meta.delimiter || ",", newline: meta.linebreak as "\n" };
    }
    const { newline } = found;
    const { data, errors, meta }: Parsed = new papa.Parser(found).parse(text, 0, !last);
    rest = text.slice(meta.cursor);
    const quoted = text.includes('"');
    const rows: string[][] = [];
    const lines: number[] = [];
    const fault = errors.find((error) => (error.row ?? 0) < data.length); // one in the unfinished last row is none yet
    for (const [at, row] of data.entries()) {
      if (fault?.row === at) throw badQuote(line);
      if (row.length > 1 || row[0].trim() !== "") {
        rows.push(row);
        lines.push(line);
      }
      line += 1;
      if (quoted) for (const cell of row) line += cell.includes(newline) ? countOf(cell, newline) : 0;
    }
    if (fault !== undefined || rest.length > LONGEST_ROW) throw badQuote(line);
    return { rows, lines };
  };

  let held = "";
  for await (const piece of piecesOf(source, () => line)) {
    if (held !== "") yield parse(rest + held, false);
    held = piece;
  }
  yield parse(rest + held, true);
}

function badQuote(line: number): DataError {
  return new DataError({
    where: `csv, line ${line}`,
    expected: 'quoted cells like "a, b", with "" for a quote inside',
    hint: "Here a quote is not closed, or text stands behind a closed one.",
  });
}

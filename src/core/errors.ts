// Every error that Ravine throws on purpose: what came, what was expected, where, and how to mend it. Knows no option and no data.

/** What an error says: `where` names the place (option, layer, row, file), `came` is shown shortened. */
export interface Complaint {
  readonly where: string;
  readonly received?: unknown;
  readonly expected: string;
  readonly hint?: string;
}

/** A value as one short piece of text, safe for anything that a caller may pass. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  if (typeof value === "function") return "a function";
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Uint8Array).length})`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null)
    return `an object with { ${Object.keys(value).slice(0, 6).join(", ")} }`;
  return Object.is(value, -0) ? "-0" : String(value);
}

const sentence = (c: Complaint) =>
  `${c.where}: ${"received" in c ? `got ${shown(c.received)}, ` : ""}expected ${c.expected}.${c.hint ? ` ${c.hint}` : ""}`;

/** An option, name or argument that is unknown or out of its range. */
export class OptionError extends RangeError {
  override readonly name = "OptionError";
  readonly where: string;
  constructor(complaint: Complaint) {
    super(sentence(complaint));
    this.where = complaint.where;
  }
}

/** A vector, table or mask whose width or length does not fit. */
export class ShapeError extends RangeError {
  override readonly name = "ShapeError";
  readonly where: string;
  constructor(complaint: Complaint) {
    super(sentence(complaint));
    this.where = complaint.where;
  }
}

/** A value in the data that cannot be used; `row` and `column` count from 0 where they apply. */
export class DataError extends RangeError {
  override readonly name = "DataError";
  readonly where: string;
  readonly row: number | undefined;
  readonly column: number | undefined;
  constructor(complaint: Complaint & { readonly row?: number; readonly column?: number }) {
    super(sentence(complaint));
    this.where = complaint.where;
    this.row = complaint.row;
    this.column = complaint.column;
  }
}

/** More memory than WebAssembly's 4 GiB, or than the engine gives. */
export class MemoryError extends RangeError {
  override readonly name = "MemoryError";
  readonly where: string;
  constructor(complaint: Complaint) {
    super(sentence(complaint));
    this.where = complaint.where;
  }
}

/** A call at the wrong time: on a disposed network, or a write while `fit` is running. */
export class StateError extends Error {
  override readonly name = "StateError";
  readonly where: string;
  constructor(complaint: Complaint) {
    super(sentence(complaint));
    this.where = complaint.where;
  }
}

/** Bytes that are not what they should be: a truncated, altered or newer file. */
export class FormatError extends Error {
  override readonly name = "FormatError";
  readonly where: string;
  constructor(complaint: Complaint) {
    super(sentence(complaint));
    this.where = complaint.where;
  }
}

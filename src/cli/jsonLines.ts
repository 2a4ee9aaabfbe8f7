// Values as JSON that a terminal can show: what cannot be seen is escaped, and the value stays the same.
import { withEscapes } from "../core/visible.ts";

/** \u and four digits for each code unit. */
const escaped = (character: string): string =>
  character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

/** The lines of JSON.stringify with an indent of two. */
export const jsonLines = (value: unknown): string[] =>
  JSON.stringify(value, null, 2)
    .split("\n")
    .map((line) => withEscapes(line, escaped));

// What a flag of the command line is: how it is read, what its value must be, and what help says.
import { type Rule, value } from "../core/options.ts";

/** A flag. */
export interface Flag<T = unknown> {
  /** what stands behind it, as help shows it; a flag without is on or off */
  readonly argument?: string;
  /** the library's rule: the default, and the test of a value in words */
  readonly rule: Rule<T>;
  /** the rule of each element of a list */
  readonly each?: Rule<unknown>;
  /** how a text is read; what cannot be read stays a text, and is refused by the rule */
  readonly read?: (text: string) => unknown;
  readonly help: string;
  /** the default as help shows it, where it is another text than the rule's */
  readonly shown?: string;
  /** what --no-NAME does */
  readonly without?: string;
}

/** A flag that is also a setting of ravine.json. */
export interface SettingFlag<T = unknown> extends Flag<T> {
  /** data: which rows and columns there are; training: the network and its run; output: what is written */
  readonly affects: "data" | "training" | "output";
  /** a training that is resumed may change it */
  readonly resumes?: true;
  /** the library's option, by which an error finds its flag */
  readonly option?: string;
}

/** `rule` in words for readers who do not know intervals. */
export const worded = <T>(rule: Rule<T>, expected: string): Rule<T> => ({ ...rule, expected });

export const text = value<string | undefined>(undefined, "a text", (v) => typeof v === "string");
const isPath = (v: unknown) => typeof v === "string" && v.trim() !== "" && !v.includes("\0");
export const path = value<string | undefined>(undefined, "a path", isPath);
/** A text, of which this is the default. */
export const textOr = (fallback: string) => value<string>(fallback, "a text", text.accepts);
/** A list whose elements hold to `rule`. */
export const listOf = <T>(fallback: readonly T[], rule: Rule<unknown>, expected: string) =>
  value<readonly T[]>(fallback, expected, (v) => Array.isArray(v) && v.every((one) => rule.accepts(one)));

/** Decimals; what is none stays a text. */
export const readDecimal = (word: string): unknown =>
  word.trim() === "" || /^\s*0[xbo]/i.test(word) || Number.isNaN(Number(word)) ? word : Number(word);

/** learningRate → --learning-rate */
export const flagName = (name: string): string => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

/** A flag's text as a value. */
export const readText = ({ read }: Flag, word: string): unknown => (read ? read(word) : word);

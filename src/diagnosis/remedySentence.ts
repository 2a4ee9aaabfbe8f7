// Remedies as one sentence, from a phrase for each: whoever speaks to readers brings the phrases.
import type { Addable, Checkable, Remedy, Removable, Settable, Usable } from "../core/remedy.ts";

type Phrases<Objects> = { readonly [Name in keyof Objects]: (remedy: Objects[Name]) => string };

/** A phrase for every remedy, such as "try a learning rate of 0.001". */
export interface RemedyPhrases {
  readonly set: { readonly [Name in keyof Settable]: (to: Settable[Name]) => string };
  readonly add: Phrases<Addable>;
  readonly remove: Phrases<Removable>;
  readonly use: Phrases<Usable>;
  readonly check: Phrases<Checkable>;
}

type AnyPhrase = (argument: unknown) => string;

/** The phrase of one remedy. */
export function remedyPhrase(remedy: Remedy, phrases: RemedyPhrases): string {
  const [verb, name] = Object.entries(remedy)[0] as [keyof RemedyPhrases, string];
  const phrase = (phrases[verb] as Readonly<Record<string, AnyPhrase>>)[name];
  return phrase("to" in remedy ? remedy.to : remedy);
}

/** "A, b, or c."; with semicolons where a phrase has commas or a colon of its own. */
export function remedySentence(remedies: readonly Remedy[], phrases: RemedyPhrases): string {
  const sayings = remedies.map((remedy) => remedyPhrase(remedy, phrases));
  const divided = sayings.some((phrase) => /[,:] /.test(phrase.replace(/\(.*\)/, "")));
  const separator = divided ? "; " : ", ";
  const all = sayings.map((phrase, i) => (i > 0 && i === sayings.length - 1 ? `or ${phrase}` : phrase)).join(separator);
  return `${all.slice(0, 1).toUpperCase()}${all.slice(1)}.`;
}

// Text from outside, as it may be shown: no character of it moves a cursor, turns the reading direction or hides.

/** Controls, formats and other characters without a picture, line and paragraph separators, lone surrogates, noncharacters. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeOf(character: string): string {
  const code = (character.codePointAt(0) as number).toString(16);
  if (code.length < 3) return named[character] ?? `\\x${code.padStart(2, "0")}`;
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}

/** The text with each character that cannot be seen as `escapedAs` has it. */
export const withEscapes = (text: string, escapedAs: (character: string) => string): string =>
  text.replace(invisible, (character) => escapedAs(character));

/** The text on one line, with escapes such as \n, \x1b, \u202e and \u{e0041} for what cannot be seen. Of its own result it changes nothing. */
export const visible = (text: string): string => withEscapes(text, escapeOf);

/** The text, or its beginning with … where it is longer than `most`; no character is cut in two. */
export const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…` : text;

// A word as a shell takes it: a command that is said can be typed, whatever is in a name.
import { visible, withEscapes } from "../core/visible.ts";

/** Inside $'…', as bash, zsh and others read it: the code point in hexadecimal. */
function escaped(character: string): string {
  const code = (character.codePointAt(0) as number).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
}

/** The word as it stands where that is safe, else in quotes; characters that cannot be seen are escaped. */
export function shellQuoted(word: string): string {
  if (/^[\w./:=,@%+-]+$/.test(word)) return word;
  if (visible(word) === word) return `'${word.replaceAll("'", "'\\''")}'`;
  return `$'${withEscapes(word.replace(/['\\]/g, "\\$&"), escaped)}'`;
}

// Names from a table in a sentence: not more of them, and not longer ones, than can be read.
import { cut } from "../core/visible.ts";

/** A name, or its beginning. */
export const nameText = (name: string): string => cut(name, 60);

/** The first names, one after another; … says that there are more. */
export const namesText = (names: readonly string[], most = 20): string =>
  names
    .slice(0, most)
    .map((name) => cut(name, 40))
    .join(", ") + (names.length > most ? ", …" : "");

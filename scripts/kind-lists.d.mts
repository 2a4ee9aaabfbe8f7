/** @throws {Error} where a constant is declared as a kind and does not bear its file's name */
export function requireNamedAfterFile(path: string, name: string, text: string): void;

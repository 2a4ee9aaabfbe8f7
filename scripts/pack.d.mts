/** The path of the tarball; build/ is packed as it stands. */
export function pack(folder: string): string;

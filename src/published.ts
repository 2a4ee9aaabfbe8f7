// The fingerprints that `check` gives on every engine. Made by `npm run publish:fingerprints`; a change of one is a change of the contract.

export const published: Readonly<Record<string, string>> = {};

// Writes the fingerprints that this build gives to src/check/published.ts, and says which ones are new or changed.
//   node scripts/publish-fingerprints.mjs [--check]      --check: fail where one differs, and write nothing
import { writeFileSync } from "node:fs";
import { check } from "../build/index.js";

const results = await check();
const changed = results.filter(({ fingerprint, published }) => fingerprint !== published);
for (const { name, fingerprint, published = "new" } of changed) console.log(`${name}: ${published} → ${fingerprint}`);
console.log(`${results.length} fingerprints, ${changed.length} new or changed`);

if (process.argv.includes("--check")) process.exit(changed.length > 0 ? 1 : 0);
const key = (name) => (/^\w+$/.test(name) ? name : JSON.stringify(name));
const text = `// The fingerprints that \`check\` gives on every engine. Made by \`npm run publish:fingerprints\`; a change of one is a change of the contract.

export const published: Readonly<Record<string, string>> = {
${results.map(({ name, fingerprint }) => `  ${key(name)}: "${fingerprint}",\n`).join("")}};
`;
writeFileSync(new URL("../src/check/published.ts", import.meta.url), text);
console.log("src/check/published.ts is written: build again.");

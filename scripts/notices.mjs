// Writes build/THIRD_PARTY_NOTICES.txt: the licences of the libraries whose code is in the bundles. Knows no library by name.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of the package that a bundled file belongs to; undefined for the project's own. */
const packageOf = (input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];

/** @param metafiles  esbuild's, of all bundles */
export function writeNotices(metafiles, file) {
  const folders = new Set();
  for (const { outputs } of metafiles)
    for (const { inputs } of Object.values(outputs))
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = packageOf(input);
        if (folder && bytesInOutput > 0) folders.add(folder);
      }
  const parts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const text = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const body =
      text && existsSync(join(folder, text)) ? readFileSync(join(folder, text), "utf8").trim() : `Licence: ${license}`;
    return `${name} ${version} (${license})\n\n${body}\n`;
  });
  writeFileSync(
    file,
    `The bundles of this package contain code of these libraries.\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`,
  );
}

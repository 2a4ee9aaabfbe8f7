// Writes build/THIRD_PARTY_NOTICES.txt: the licences of the libraries whose code is in the bundles.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the package that a bundled file belongs to; undefined for the project's own. */
const packageOf = (input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** Where `name` is installed for a package in `folder`, as Node looks it up; undefined where it is not. */
function installed(folder, name) {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (dirname(at) === at) return undefined;
  }
}

/**
 * Folders of the packages that a published bundle carries within: a package's dependency that none of its files imports has
 * been folded into them by its author, and so have that dependency's own.
 */
function foldedInto(folder, imported) {
  return Object.keys(manifestOf(folder).dependencies ?? {}).flatMap((name) => {
    const dependency = installed(folder, name);
    if (dependency === undefined || imported.has(dependency)) return [];
    return [dependency, ...foldedInto(dependency, new Set())];
  });
}

/** Folders of all packages whose code is in the bundles. */
function bundledPackages(metafiles) {
  const folders = new Set();
  const imports = new Map();
  for (const { inputs, outputs } of metafiles) {
    for (const [file, { imports: targets }] of Object.entries(inputs)) {
      const folder = packageOf(file);
      if (folder === undefined) continue;
      const known = imports.get(folder) ?? new Set();
      imports.set(folder, known);
      for (const { path } of targets) known.add(packageOf(path));
    }
    for (const output of Object.values(outputs))
      for (const [file, { bytesInOutput }] of Object.entries(output.inputs))
        if (bytesInOutput > 0 && packageOf(file)) folders.add(packageOf(file));
  }
  for (const folder of [...folders])
    for (const dependency of foldedInto(folder, imports.get(folder) ?? new Set())) folders.add(dependency);
  return [...folders].sort();
}

/** The notice of one package: its name, version and licence, and the licence's text where the package has it. */
function notice(folder) {
  const { name, version, license, author } = manifestOf(folder);
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text =
    file === undefined
      ? `Licence: ${license}. Author: ${author?.name ?? author}`
      : readFileSync(join(folder, file), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** @param metafiles  esbuild's, of all bundles */
export function writeNotices(metafiles, file) {
  const notices = bundledPackages(metafiles).map(notice);
  const heading = "The bundles of this package contain code of these libraries.\n\n";
  writeFileSync(file, heading + notices.join(`\n${"-".repeat(80)}\n\n`));
}

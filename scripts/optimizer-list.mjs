// Writes src/optimizers/all.ts: one export per optimizer's file, so that adding a file is adding an optimizer. Knows none by name.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the optimizers share; every other file is named after the function that it exports. */
const shared = ["all.ts", "optimizer.ts", "registry.ts", "rules.ts"];

/** The text of src/optimizers/all.ts. */
export function optimizerList(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !shared.includes(file));
  const lines = files.sort().map((file) => {
    const name = file.slice(0, -3);
    if (!readFileSync(join(folder, file), "utf8").includes(`export function ${name}(`))
      throw new Error(`${join(folder, file)} must export a function ${name}, which makes the optimizer.`);
    return `export { ${name} } from "./${file}";`;
  });
  return `// Made by scripts/core.mjs from the files beside it. Not edited by hand.\n\n${lines.join("\n")}\n`;
}

/** Writes the file where it differs; with `check` it complains instead. Answers whether all is as it should be. */
export function keepFresh(file, text, check) {
  let old = "";
  try {
    old = readFileSync(file, "utf8");
  } catch {
    // not made yet
  }
  if (old === text) return true;
  if (!check) writeFileSync(file, text);
  return !check;
}

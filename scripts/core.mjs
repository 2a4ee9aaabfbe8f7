// Compiles assembly/ into build/core.wasm and build/core.relaxed.wasm, and writes src/core/kernels.ts and
// src/reference/kernelStructs.ts from the operands of its kernels, and the lists of kinds (kind-lists.mjs).
//   node scripts/core.mjs [release | debug] [--check]      --check: fail where one of them is not what would be written
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { instantiateSync } from "@assemblyscript/loader";
import asc from "assemblyscript/asc";
import { writeForms } from "./core-forms.mjs";
import { kernelStructsTable, kernelTable, readKernels, requireDistinctNames } from "./kernel-table.mjs";
import "./plain-errors.mjs";
import { keepFresh, kindLists } from "./kind-lists.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const folders = ["initializers", "layers", "vectors", "activations", "losses", "penalties", "optimizers", "metrics"];
const target = process.argv[2] && !process.argv[2].startsWith("-") ? process.argv[2] : "release";

const entries = folders.flatMap((folder) =>
  readdirSync(join(root, "assembly", folder))
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => `assembly/${folder}/${file}`),
);
const sources = readdirSync(join(root, "assembly"), { recursive: true })
  .map((file) => `assembly/${file.replaceAll("\\", "/")}`)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => [file, readFileSync(join(root, file), "utf8")]);
requireDistinctNames(sources.filter(([file]) => file === "assembly/program/run.ts" || entries.includes(file)));
const kernels = readKernels(sources, entries);
mkdirSync(join(root, target === "debug" ? "build/debug" : "build"), { recursive: true });
/** Compiles the same sources with the options of one of asconfig.json's targets. */
async function compile(name) {
  const { error, stderr } = await asc.main(
    ["assembly/program/run.ts", ...entries, "--config", "asconfig.json", "--target", name],
    {
      readFile: (file, base) => {
        try {
          return readFileSync(resolve(root, base, file), "utf8");
        } catch {
          return null;
        }
      },
      writeFile: (file, contents, base) => {
        mkdirSync(dirname(resolve(root, base, file)), { recursive: true });
        writeFileSync(resolve(root, base, file), contents);
      },
    },
  );
  if (!error) return;
  console.error(stderr.toString());
  process.exit(1);
}
/** An operand's name, and those of the numbers that lie there. */
const namesOf = ([operand, kind]) => [operand, ...Object.keys(kind.numbers ?? {}).map((name) => `${operand}.${name}`)];

await compile(target);

if (target === "release") {
  const bytes = readFileSync(join(root, "build/core.wasm"));
  const { exports } = instantiateSync(bytes);
  const made = {
    "src/core/kernels.ts": kernelTable(kernels, exports),
    "src/reference/kernelStructs.ts": kernelStructsTable(kernels),
    ...kindLists(join(root, "src")),
  };
  for (const [file, text] of Object.entries(made)) {
    if (keepFresh(join(root, file), text, process.argv.includes("--check"))) continue;
    console.error(`${file} is not what its sources say. Run \`npm run build\` and commit the file.`);
    process.exit(1);
  }
  const named = kernels.map(({ name, file, operands }) => ({ name, file, operands: operands.flatMap(namesOf) }));
  writeFileSync(join(root, "build/kernels.json"), JSON.stringify(named));
  await writeForms(join(root, "build"), "core", bytes);
  await compile("relaxed");
  await writeForms(join(root, "build"), "core.relaxed", readFileSync(join(root, "build/core.relaxed.wasm")));
}

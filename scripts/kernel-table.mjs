// Turns asc's raw bindings into the table of kernels: each one's file and operands by name. Knows no kernel by name.

const MOST_OPERANDS = 14;

/** Throws where two kernel files export the same name, since asc would silently keep the first. */
export function requireDistinctNames(sources) {
  const files = new Map();
  for (const [file, text] of sources) {
    for (const [, name] of text.matchAll(/^export (?:function|const|let) (\w+)/gm)) {
      if (files.has(name))
        throw new Error(`${name} is exported by ${files.get(name)} and by ${file}; rename one of them.`);
      files.set(name, file);
    }
  }
}

/** The kernels that the bindings name: { name, file, operands: [[name, "address" | "count"], …] }. */
export function parseBindings(bindings) {
  const kernels = [];
  const pattern =
    /\/\*\*\s*\n?\s*\*? ?assembly\/(\S+)\/(\w+)((?:\s*\n?\s*\* @param \w+ `[^`]+`)*)(\s*\n?\s*\* @returns `[^`]+`)?\s*\*\/\s*export function (\w+)\(/g;
  for (const [, file, name, params, returns] of bindings.matchAll(pattern)) {
    if (file.startsWith("program/")) continue;
    const where = `assembly/${file}.ts: kernel ${name}`;
    if (returns) throw new Error(`${where} returns a value; a kernel writes its results to memory.`);
    const operands = [...params.matchAll(/@param (\w+) `([^`]+)`/g)].map(([, operand, type]) => {
      if (type !== "usize" && type !== "i32")
        throw new Error(
          `${where}: operand ${operand} is ${type}; only usize (an address) and i32 (a count) pass through a record.`,
        );
      return [operand, type === "usize" ? "address" : "count"];
    });
    if (operands.length === 0 || operands.length > MOST_OPERANDS)
      throw new Error(`${where} has ${operands.length} operands; a record holds 1 to ${MOST_OPERANDS}.`);
    const late = operands.find(([, kind], i) => kind === "address" && operands[i - 1]?.[1] === "count");
    if (late) throw new Error(`${where}: operand ${late[0]} is an address behind a count; counts come last.`);
    kernels.push({ name, file, operands });
  }
  return kernels;
}

/** The text of src/core/kernels.ts. `exports` are an instance's, for the sizes of scratch. */
export function kernelTable(bindings, exports) {
  const kernels = parseBindings(bindings);
  const lines = [
    "// Made by scripts/core.mjs from the exports of assembly/. Not edited by hand.",
    "",
    "/** The operands of each kernel. */",
    "export interface KernelOperands {",
  ];
  for (const { name, operands } of kernels)
    lines.push(`  readonly ${name}: { ${operands.map(([o, kind]) => `readonly ${o}: "${kind}"`).join("; ")} };`);
  lines.push(
    "}",
    "",
    "/** A kernel a line: its file, its name, its addresses; its counts. */",
    "export const kernelLines = `",
  );
  for (const { name, file, operands } of kernels) {
    const names = (kind) => operands.flatMap(([operand, own]) => (own === kind ? [operand] : []));
    lines.push(
      `${[file, name, ...names("address")].join(" ")};${names("count")
        .map((n) => ` ${n}`)
        .join("")}`,
    );
  }
  lines.push("`;", "");
  for (const [name, value] of Object.entries(exports)) {
    if (name.endsWith("Bytes")) lines.push(`export const ${name} = ${value.value};`);
  }
  return `${lines.join("\n")}\n`;
}

// Reads which operands each kernel takes from the classes in assembly/, and writes them as the table that the host is checked
// against.
import ts from "typescript";

/** Words of a record behind its slot and its work (assembly/abi.ts). */
const MOST_OPERANDS = 30;
/** What a field of a record may be, and how the host calls it. */
const operandKinds = { usize: "address", i32: "count" };
/** What a number of a struct may be. */
const numberKinds = { f64: "float64", f32: "float32", u64: "uint64", u32: "uint32", i32: "int32" };

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

/** Multiply-adds, or what costs as much, per unit of the product of a record's counts; by folder, where a kernel's `@work` says nothing. */
const workOfFolder = {
  initializers: 200,
  layers: 1,
  vectors: 1,
  activations: 20,
  losses: 40,
  penalties: 4,
  optimizers: 16,
  metrics: 4,
};

const statementsOf = (file, text) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements;
const modifiersOf = (node) => (node.modifiers ?? []).map((modifier) => modifier.getText());

/** The classes marked @unmanaged: name → { file, fields: [[name, type], …] }. */
function unmanagedClasses(sources) {
  const classes = new Map();
  for (const [file, text] of sources)
    for (const node of statementsOf(file, text)) {
      if (!ts.isClassDeclaration(node) || !modifiersOf(node).includes("@unmanaged")) continue;
      const name = node.name.text;
      if (classes.has(name))
        throw new Error(`Class ${name} stands in ${classes.get(name).file} and in ${file}; rename one of them.`);
      if (node.heritageClauses) throw new Error(`${file}: class ${name} extends another; a class of operands is flat.`);
      const fields = node.members
        .filter(ts.isPropertyDeclaration)
        .map((field) => [field.name.text, field.type?.getText()]);
      classes.set(name, { file, fields });
    }
  return classes;
}

/** A struct's numbers: { name: kind, … }. */
function structOf(where, type, classes) {
  const found = classes.get(type);
  if (!found)
    throw new Error(
      `${where} is ${type}; an operand is usize (an address), i32 (a count) or an @unmanaged class (what lies at an address).`,
    );
  const numbers = found.fields.map(([name, kind]) => {
    if (!(kind in numberKinds))
      throw new Error(
        `${found.file}: ${type}.${name} is ${kind}; a number is one of ${Object.keys(numberKinds).join(", ")}.`,
      );
    return [name, numberKinds[kind]];
  });
  return Object.fromEntries(numbers);
}

/** An operand class's fields: [[name, "address" | "count" | { struct, numbers }], …]. */
function operandsOf(name, { file, fields }, classes) {
  if (fields.length === 0 || fields.length > MOST_OPERANDS)
    throw new Error(`${file}: class ${name} has ${fields.length} operands; a record holds 1 to ${MOST_OPERANDS}.`);
  const operands = fields.map(([field, type]) => {
    if (type in operandKinds) return [field, operandKinds[type]];
    return [field, { struct: type, numbers: structOf(`${file}: ${name}.${field}`, type, classes) }];
  });
  const late = operands.find(([, kind], i) => kind !== "count" && operands[i - 1]?.[1] === "count");
  if (late) throw new Error(`${file}: ${name}.${late[0]} is an address behind a count; counts come last.`);
  return operands;
}

/**
 * The kernels that files of [path, text] export.
 * @param sources  all of assembly/; kernels are what `kernelFiles` of them export
 * @returns [{ name, file, work, operandClass, operands }]
 */
export function readKernels(sources, kernelFiles) {
  const classes = unmanagedClasses(sources);
  const texts = new Map(sources);
  return kernelFiles.flatMap((path) =>
    statementsOf(path, texts.get(path))
      .filter((node) => ts.isFunctionDeclaration(node) && modifiersOf(node).includes("export"))
      .map((node) => {
        const name = node.name.text;
        const where = `${path}: kernel ${name}`;
        if (node.type?.getText() !== "void")
          throw new Error(`${where} returns a value; a kernel writes its results to memory.`);
        const operandClass = node.parameters[0]?.type?.getText();
        if (node.parameters.length !== 1 || !classes.has(operandClass))
          throw new Error(
            `${where} takes (${node.parameters.map((p) => p.getText()).join(", ")}); a kernel takes one @unmanaged class, its operands.`,
          );
        const file = path.replace(/^assembly\//, "").replace(/\.ts$/, "");
        const [tag] = ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === "work");
        const work = tag ? Number(tag.comment) : workOfFolder[file.split("/")[0]];
        if (!(work > 0)) throw new Error(`${where} has @work ${tag?.comment}; it is a number of multiply-adds.`);
        const operands = operandsOf(operandClass, classes.get(operandClass), classes);
        return { name, file, work, operandClass, operands };
      }),
  );
}

const fieldsText = (pairs) => `{ ${pairs.map(([name, kind]) => `${name}: ${kind}`).join(", ")} }`;

/** Kernels that take the same operands and cost the same, a line: work; addresses; counts; kernels. */
function linesOf(kernels) {
  const lines = new Map();
  for (const { name, work, operands } of kernels) {
    const names = (isCount) => operands.flatMap(([o, kind]) => ((kind === "count") === isCount ? [o] : [])).join(" ");
    const line = `${work};${names(false)};${names(true)};`;
    lines.set(line, [...(lines.get(line) ?? []), name]);
  }
  return [...lines].map(([line, names]) => line + names.join(" "));
}

/** The structs that lie at addresses, by name. */
function structsOf(kernels) {
  const kinds = kernels.flatMap(({ operands }) => operands.map(([, kind]) => kind));
  return new Map(kinds.filter((kind) => typeof kind === "object").map(({ struct, numbers }) => [struct, numbers]));
}

/** A struct as a constant: its numbers in their order. */
const structText = ([name, numbers]) =>
  `const ${name} = ${fieldsText(Object.entries(numbers).map(([n, kind]) => [n, `"${kind}"`]))} as const;`;

const head =
  "// Made by scripts/core.mjs from the kernels of assembly/ and the classes of their operands. Not edited by hand.";

/** The text of src/core/kernels.ts. `exports` are an instance's, for the sizes of scratch. */
export function kernelTable(kernels, exports) {
  const classes = new Map(kernels.map(({ operandClass, operands }) => [operandClass, operands]));
  const typeOf = (kind) => (typeof kind === "object" ? `typeof ${kind.struct}` : `"${kind}"`);
  const lines = [
    head,
    "",
    "// What lies at an address: its numbers in their order.",
    ...[...structsOf(kernels)].map((struct) => `export ${structText(struct)}`),
    "",
    "// What a record holds: addresses and counts.",
    ...[...classes].map(
      ([name, operands]) =>
        `export interface ${name} { ${operands.map(([o, kind]) => `readonly ${o}: ${typeOf(kind)}`).join("; ")} }`,
    ),
    "",
    "/** The operands of each kernel. */",
    "export interface KernelOperands {",
    ...kernels.map(({ name, operandClass }) => `  readonly ${name}: ${operandClass};`),
    "}",
    "",
    "/** Kernels that take the same operands, a line: work per unit of the product of the counts; addresses; counts; their names. */",
    "export const kernelLines = `",
    ...linesOf(kernels),
    "`;",
    "",
    ...Object.entries(exports)
      .filter(([name]) => name.endsWith("Bytes"))
      .map(([name, value]) => `export const ${name} = ${value.value};`),
  ];
  return `${lines.join("\n")}\n`;
}

/** The text of src/reference/kernelStructs.ts, which brings its structs along: what only the reference core reads, no other loads. */
export function kernelStructsTable(kernels) {
  const structsIn = (operands) => operands.flatMap(([o, kind]) => (typeof kind === "object" ? [[o, kind.struct]] : []));
  const lines = [
    head,
    "",
    ...[...structsOf(kernels)].map(structText),
    "",
    "/** What lies at the addresses of which operands, where it is more than one kind of number. */",
    "export const kernelStructs = {",
    ...kernels.flatMap(({ name, operands }) => {
      const found = structsIn(operands);
      return found.length === 0 ? [] : [`  ${name}: ${fieldsText(found)},`];
    }),
    "} as const;",
  ];
  return `${lines.join("\n")}\n`;
}

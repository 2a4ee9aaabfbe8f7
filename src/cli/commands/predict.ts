// `ravine predict`: a model's answers for a table, row by row, in constant memory. Knows no training.
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { Network } from "../../api/network.ts";
import { applyBatches } from "../../data/applyBatches.ts";
import { builtin } from "../../data/builtin.ts";
import type { Column } from "../../data/columns.ts";
import { figure, percent } from "../../diagnosis/numberText.ts";
import { FAILED, Failure, failureOf } from "../failure.ts";
import { images } from "../images.ts";
import { pendingFile, requireWritable } from "../output.ts";
import { headerOf, type Source, sourceOf } from "../source.ts";

interface Piece {
  readonly inputs: Float32Array;
  readonly rows: number;
  readonly targets: ArrayLike<number>;
}

/** The columns by which a model without any reads a table: the header's, in their order. */
async function columnsByOrder(path: string, source: Source & { kind: "table" }, inputs: number): Promise<Column[]> {
  if (source.name === "standard input")
    throw new Failure(
      `${path}: this model does not know its columns, and standard input can be read only once. Give a file.`,
    );
  const names = await headerOf(source);
  if (names === undefined) throw new Failure(`${source.name}: the file is empty.`);
  if (names.length === inputs) return names.map((name) => ({ name, kind: "number", missing: 0 }));
  throw new Failure(`${source.name}: it has ${names.length} columns, but the model takes ${inputs} inputs.`);
}

async function* piecesOf(path: string, network: Network, source: Source): AsyncGenerator<Piece> {
  const { columns, spec } = network.model;
  if (source.kind === "table") {
    const own = columns ?? (await columnsByOrder(path, source, spec.inputs));
    yield* applyBatches(own, source.open(), { targets: "present" });
    return;
  }
  const data = source.kind === "idx" ? await images(source.path) : await builtin(source.name);
  const { inputs, rows, features } = data;
  // labels that are other classes than the model's say nothing of it
  const targets = String(data.classes) === String(network.model.classes) ? data.targets : [];
  if (features !== spec.inputs)
    throw new Failure(`${source.name}: it has ${features} inputs, but the model takes ${spec.inputs}.`);
  yield { inputs, rows, targets };
}

/** Where text goes: standard output, or a file that appears when all is written. */
async function sink(path: string | undefined) {
  if (path === undefined) {
    const write = async (text: string) => {
      if (!process.stdout.write(text)) await once(process.stdout, "drain");
    };
    return { write, done: async () => {}, undo: async () => {} };
  }
  const pending = await pendingFile(path);
  const file = await open(pending.path, pending.flags);
  return {
    async write(text: string) {
      await file.writeFile(text).catch((error) => {
        throw Object.assign(error, { path });
      });
    },
    async done() {
      await file.sync().catch(() => {}); // some file systems have none
      await file.close();
      await pending.keep();
    },
    async undo() {
      await file.close().catch(() => {});
      await pending.drop();
    },
  };
}

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Counts how good predictions are where the table has the target. */
class Score {
  #right = 0;
  #squares = 0;
  #rows = 0;
  add(target: number, prediction: number): void {
    this.#rows++;
    if (target === prediction) this.#right++;
    this.#squares += (target - prediction) ** 2;
  }
  text(classes: boolean): { words: string; figures: object } | undefined {
    if (this.#rows === 0) return undefined;
    const accuracy = this.#right / this.#rows;
    const error = Math.sqrt(this.#squares / this.#rows);
    return classes
      ? { words: `${percent(accuracy)} of ${this.#rows} rows right`, figures: { accuracy } }
      : { words: `RMS error ${figure(error)} over ${this.#rows} rows`, figures: { rootMeanSquaredError: error } };
  }
}

/** @returns the exit code */
export async function predict(path: string, data: string, flags: Readonly<Record<string, unknown>>): Promise<number> {
  const { json = false, probabilities = false } = flags as { json?: boolean; probabilities?: boolean };
  const out = flags.out as string | undefined;
  await requireWritable({ "--out": out });
  let bytes: Uint8Array;
  let network: Network;
  try {
    bytes = new Uint8Array(await readFile(path));
    network = await Network.load(bytes);
  } catch (error) {
    throw failureOf(
      Object.assign(error as Error, { message: (error as Error).message.replace(/^Network\.load/, path) }),
      { table: path, running: false },
    );
  }
  const source = await sourceOf(data);
  const { model } = network;
  const width = model.spec.outputs;
  const names = model.classifies
    ? (model.classes ?? Array.from({ length: Math.max(2, width) }, (_, i) => String(i)))
    : undefined;
  const to = await sink(out);
  const score = new Score();
  let rows = 0;
  let started = false;
  const head = names
    ? ["prediction", ...(probabilities ? names.map((name) => `p(${name})`) : [])]
    : width === 1
      ? ["prediction"]
      : Array.from({ length: width }, (_, i) => `prediction${i}`);
  const plain = !json || out !== undefined;
  const begin = async () => {
    if (started) return;
    started = true;
    await to.write(plain ? `${head.map(quoted).join(",")}\n` : `{\n  "command": "predict",\n  "predictions": [`);
  };
  try {
    for await (const piece of piecesOf(path, network, source)) {
      await begin();
      const predicted = network.predict(piece.inputs);
      const chosen = names && network.classify(piece.inputs);
      const lines: string[] = [];
      for (let row = 0; row < piece.rows; row++) {
        const own = Array.from(predicted.subarray(row * width, (row + 1) * width), (value) =>
          String(Number(value.toPrecision(7))),
        );
        if (piece.targets.length > 0)
          score.add(piece.targets[row], chosen && names ? names.indexOf(chosen[row]) : predicted[row * width]);
        if (plain) lines.push(chosen ? [quoted(chosen[row]), ...(probabilities ? own : [])].join(",") : own.join(","));
        else
          lines.push(
            `${rows + row > 0 ? "," : ""}\n    ${chosen ? JSON.stringify(chosen[row]) : width === 1 ? own[0] : `[${own.join(", ")}]`}`,
          );
      }
      rows += piece.rows;
      await to.write(plain ? `${lines.join("\n")}\n` : lines.join(""));
    }
    const scored = score.text(names !== undefined);
    const document = {
      data: { rows, features: model.spec.inputs, ...(names && { classes: names }) },
      ...(scored && { evaluation: scored.figures }),
      files: out === undefined ? {} : { predictions: out },
    };
    if (!plain) await to.write(`\n  ],\n${JSON.stringify(document, null, 2).slice(2)}\n`);
    await to.done();
    if (json && plain) process.stdout.write(`${JSON.stringify({ command: "predict", ...document }, null, 2)}\n`);
    if (!json)
      process.stderr.write(
        `${rows.toLocaleString("en")} rows predicted${scored ? `; ${scored.words}` : ""}${out ? `, in ${out}` : ""}\n`,
      );
    return 0;
  } catch (error) {
    await to.undo();
    const failure = failureOf(error, { table: source.name, running: false });
    throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? new Failure(failure.message, FAILED) : failure;
  }
}

// Reads damaged copies of a file in another process, and tells which of them hung, crashed, took memory or ended in words that are not ours.
import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { mutant } from "./mutations.ts";

const root = new URL("../../", import.meta.url).pathname;

/** How the reading of one file ended. */
export type Answer =
  /** rows × columns and a hash of the cells */
  | { readonly table: string }
  /** as the command line would say it; `raw`: what was thrown is no error of ours */
  | { readonly message: string; readonly raw?: string };

/** What the process says of one file. */
type Report = Partial<{ table: string; message: string; raw: string; unhandled: string; ready: true }> & {
  readonly peakBytes?: number;
  readonly cpuSeconds?: number;
};

/** A mutant that was not read well, and how to make it again: `mutant(file, seed, index)`. */
export interface Fault {
  readonly index: number;
  readonly fault: string;
}

export interface Outcome {
  readonly faults: readonly Fault[];
  /** mutants that were read as a table, and those that were refused */
  readonly tables: number;
  readonly refused: number;
  /** the most of any mutant: memory above the process's own, and the processor's time */
  readonly mostBytes: number;
  readonly mostSeconds: number;
}

export interface MutantOptions {
  /** the valid file, and the name it is read by */
  readonly file: Uint8Array;
  readonly name: string;
  /** the file by which the reader comes to it; default `name` */
  readonly asked?: string;
  /** files that lie beside it */
  readonly beside?: Readonly<Record<string, Uint8Array>>;
  readonly count: number;
  readonly seed: number;
  /** number of the first mutant; default 0 */
  readonly first?: number;
  /** default 60: ends what hangs, not what a busy machine makes slow */
  readonly seconds?: number;
  /** each table that is read must be the valid file's: where checksums cover all */
  readonly exact?: boolean;
  /** the module that the process runs, which calls `answerFiles`; default: what reads as the command line does */
  readonly reader?: string;
  /** modules that are bundled beside the reader, by the names under which it looks for them */
  readonly entries?: Readonly<Record<string, string>>;
}

const MOST_BYTES = 64 * 2 ** 20;
const MOST_TIMES_THE_FILE = 20;

/** Words of JavaScript, Node, zlib and other libraries, none of which a message of ours has. */
const notOurs =
  /Cannot (?:read|set|convert|mix|destructure|access|perform)|is not (?:a function|iterable|defined|a constructor)|Invalid (?:array|typed|code|string|time|date|DataView|count|regular)|out of bounds|out of range|\bundefined\b|\bNaN\b|\[object |Offset is|byte length of|start offset|RangeError|TypeError|SyntaxError|Unexpected (?:token|end)|Maximum call|BigInt|Array buffer|ArrayBuffer|unexpected end|incorrect (?:header|data|length)|invalid (?:stored|distance|code|block|literal|bit|window)|ERR_|thrift|parquet |too far back|heap|\bnull\b|greater than 2 GiB|\n\s+at /i;

/** A process that reads, restarted when it has ended. */
class Reader {
  #child: ChildProcess | undefined;
  readonly #script: string;
  #listener: (report: Report | { ended: string }) => void = () => {};
  /** the most memory it had before the first mutant */
  baseBytes = 0;

  constructor(script: string) {
    this.#script = script;
  }

  /** Starts a process, which reads the valid file to have loaded its code. */
  async #start(valid: string, seconds: number): Promise<void> {
    const child = fork(this.#script, { execArgv: ["--expose-gc"], stdio: ["ignore", "ignore", "pipe", "ipc"] });
    this.#child = child;
    let said = "";
    child.stderr?.on("data", (text) => {
      said = (said + text).slice(-2000);
    });
    child.on("message", (report: Report) => this.#child === child && this.#listener(report));
    child.on("close", (code, signal) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#listener({ ended: `the process ended (${code ?? signal}): ${said}` });
    });
    await this.#answer(seconds);
    const read = await this.ask(valid, valid, seconds);
    if ("fault" in read || read.table === undefined)
      throw new Error(`the valid file is not read: ${JSON.stringify(read)}`);
    this.baseBytes = read.peakBytes ?? 0;
  }

  #answer(seconds: number): Promise<Report | { fault: string }> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.end();
        resolve({ fault: `no answer within ${seconds} s` });
      }, 1000 * seconds);
      this.#listener = (report) => {
        clearTimeout(timer);
        if ("ended" in report) resolve({ fault: report.ended });
        else if (report.unhandled !== undefined) {
          this.end();
          resolve({ fault: `unhandled: ${report.unhandled}` });
        } else resolve(report);
      };
    });
  }

  /** Reads a file, in a new process where there is none. */
  async ask(path: string, valid: string, seconds: number): Promise<Report | { fault: string }> {
    if (this.#child === undefined) await this.#start(valid, Math.max(60, seconds));
    const answer = this.#answer(seconds);
    this.#child?.send(path, (error) => error && this.end());
    return answer;
  }

  end(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill("SIGKILL");
  }
}

/** What is wrong with a report, or undefined. */
function faultOf(
  report: Report | { fault: string },
  { name, beside = {}, exact = false }: MutantOptions,
  valid: string,
) {
  if ("fault" in report) return report.fault;
  if (report.raw !== undefined) return `thrown: ${report.raw}`;
  const { message, table } = report;
  if (message !== undefined) {
    const names = [name, ...Object.keys(beside)];
    const start = basename(message.split(/: |, /)[0]);
    if (!names.includes(start)) return `without the file's name: ${message}`;
    if (notOurs.test(message)) return `not in our words: ${message}`;
    if (!/\S \S.*[.?]$/s.test(message)) return `no sentence: ${message}`;
  }
  if (exact && table !== undefined && table !== valid) return `another table: ${table} instead of ${valid}`;
  return undefined;
}

async function bundledReader(
  folder: string,
  reader: string,
  entries: Readonly<Record<string, string>>,
): Promise<string> {
  await build({
    entryPoints: { mutantReader: reader, ...entries },
    absWorkingDir: root,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    alias: { hyparquet: "./node_modules/hyparquet/src/index.js" },
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  return join(folder, "mutantReader.mjs");
}

/**
 * Reads `count` mutants. A mutant that had no answer in time, or took the process's memory above 64 MB and 20 times the file, is read once
 * more by a new process, so that neither a busy machine nor what earlier mutants left counts against it.
 */
export async function readMutants(options: MutantOptions): Promise<Outcome> {
  const {
    file,
    name,
    asked = name,
    beside = {},
    count,
    seed,
    first = 0,
    seconds = 60,
    reader: script = "test/support/mutantReader.ts",
    entries = {},
  } = options;
  const folder = mkdtempSync(join(tmpdir(), "ravine-mutants-"));
  for (const part of ["valid", "mutant"]) {
    mkdirSync(join(folder, part));
    for (const [other, bytes] of Object.entries(beside)) writeFileSync(join(folder, part, other), bytes);
  }
  const [valid, path] = [join(folder, "valid", asked), join(folder, "mutant", asked)];
  writeFileSync(join(folder, "valid", name), file);
  const reader = new Reader(await bundledReader(folder, script, entries));
  try {
    const whole = (await reader.ask(valid, valid, Math.max(60, seconds))) as Report;
    const faults: Fault[] = [];
    const outcome = { tables: 0, refused: 0, mostBytes: 0, mostSeconds: 0 };
    for (let index = first; index < first + count; index++) {
      const bytes = mutant(file, seed, index);
      writeFileSync(join(folder, "mutant", name), bytes);
      const allowed = MOST_BYTES + MOST_TIMES_THE_FILE * bytes.length;
      const above = (report: Report | { fault: string }) =>
        "fault" in report ? 0 : (report.peakBytes ?? 0) - reader.baseBytes;
      let report = await reader.ask(path, valid, seconds);
      if ("fault" in report || above(report) > allowed) {
        reader.end();
        report = await reader.ask(path, valid, seconds);
      }
      const bytesAbove = above(report);
      const fault =
        faultOf(report, options, whole.table ?? "") ??
        (bytesAbove > allowed ? `${Math.round(bytesAbove / 2 ** 20)} MB of memory` : undefined);
      if (bytesAbove > allowed) reader.end();
      if (fault !== undefined) faults.push({ index, fault });
      else if (!("fault" in report)) outcome[report.table === undefined ? "refused" : "tables"]++;
      outcome.mostBytes = Math.max(outcome.mostBytes, bytesAbove);
      if (!("fault" in report)) outcome.mostSeconds = Math.max(outcome.mostSeconds, report.cpuSeconds ?? 0);
    }
    return { faults, ...outcome };
  } finally {
    reader.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

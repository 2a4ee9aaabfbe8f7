// Runs the built binary in a folder of its own.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

export const binary = resolve(import.meta.dirname, "../../build/cli.js");

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running binary. */
export interface Started {
  readonly input: NodeJS.WritableStream;
  /** What it has written to standard output and standard error so far. */
  said(): string;
  /** Resolves once the condition holds, however long that takes. Rejects where the binary ends before. */
  until(condition: () => boolean): Promise<void>;
  interrupt(): void;
  signal(name: NodeJS.Signals): void;
  /** Nobody reads any more what it writes to standard output (or to standard error too). */
  close(...streams: ("stdout" | "stderr")[]): void;
  /** Its exit code, when all it wrote has arrived. */
  readonly ended: Promise<number | null>;
}

function started(
  folder: string,
  words: readonly string[],
  nodeOptions: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Started {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [...nodeOptions, binary, ...words], { cwd: folder, env });
  let said = "";
  let isOver = false;
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => {
      said += text;
    });
  child.stdin.on("error", () => {}); // it may end before it has read all
  const ended = new Promise<number | null>((resolve) =>
    child.on("close", (code) => {
      isOver = true;
      resolve(code);
    }),
  );
  const until = async (condition: () => boolean) => {
    while (!condition()) {
      if (isOver) throw new Error(`ravine ${words.join(" ")} ended before what was waited for:\n${said}`);
      await new Promise((resolve) => setTimeout(resolve, 10)); // how often it looks, not how long it waits
    }
  };
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  return {
    input: child.stdin,
    said: () => said,
    until,
    interrupt: () => signal("SIGINT"),
    signal,
    close: (...streams) => {
      for (const name of streams) child[name].destroy();
    },
    ended,
  };
}

/** A folder that is removed after the file's tests, and the binary run in it. */
export function workshop() {
  const folder = mkdtempSync(join(tmpdir(), "ravine-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const ravine = (words: readonly string[], input?: string | Uint8Array, uid?: number): Promise<Ended> =>
    new Promise((done) => {
      const child = execFile(
        process.execPath,
        [binary, ...words],
        { cwd: folder, maxBuffer: 1 << 26, ...(uid === undefined ? {} : { uid }) },
        (error, stdout, stderr) =>
          done({ code: error === null ? 0 : Number(child.exitCode ?? error.code ?? -1), stdout, stderr }),
      );
      child.stdin?.on("error", () => {}); // it may end before it has read all
      child.stdin?.end(input ?? "");
    });
  const start = (
    words: readonly string[],
    nodeOptions: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ) => started(folder, words, nodeOptions, environment);
  return { folder, ravine, start, path: (name: string) => join(folder, name), files: () => readdirSync(folder).sort() };
}

/** Lines of a table whose class follows from its numbers. */
export function tableText(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const [a, b] = [Math.sin(1.7 * i), Math.cos(2.3 * i)];
    return `${a.toFixed(4)},${b.toFixed(4)},${i % 3 === 0 ? "red" : "blue"},${a + b > 0 ? "yes" : "no"}`;
  });
  return `a,b,colour,label\n${lines.join("\n")}\n`;
}

// A reader with faults, by the first byte of the file: what readMutants.ts must find.
import { readFile } from "node:fs/promises";
import { Failure } from "../../src/cli/failure.ts";
import { answerFiles } from "./answerFiles.ts";

const kept: unknown[] = [];
answerFiles(async (path) => {
  const [first, second] = await readFile(path);
  if (first === 1) for (;;);
  if (first === 2) process.exit(3);
  if (first === 3) throw new TypeError("planted");
  if (first === 4) throw new Failure(`${path}: Cannot read properties of undefined.`);
  if (first === 5) throw new Failure("it is no whole file.");
  if (first === 6) kept.push(Buffer.alloc(2 ** 27, 1));
  if (first === 7) void Promise.reject(new Error("unheard")).finally(() => {});
  if (first === 8) throw new Failure(`${path}: it is no whole file.`);
  return `1 × ${second}`;
});

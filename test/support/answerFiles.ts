// What a process that readMutants.ts starts does: reads the files that it is sent, one after another, and says how each ended.
import { basename } from "node:path";
import { failureOf } from "../../src/cli/failure.ts";
import type { Answer } from "./readMutants.ts";

const ourNames = ["Failure", "DataError", "FormatError", "MemoryError", "OptionError", "ShapeError", "StateError"];
/** What a file of the system says, such as ENOENT: named by the command line. */
const isTyped = (error: unknown) =>
  error instanceof Error &&
  (ourNames.includes(error.name) ||
    ourNames.includes(error.constructor.name) ||
    /^E[A-Z]+$/.test(String((error as NodeJS.ErrnoException).code)));

/** The most memory that this process has had, in bytes. */
const peakBytes = () => process.resourceUsage().maxRSS * 1024;

/** Answers each path that is sent with what `read` makes of the file: rows × columns and a hash of the values. */
export function answerFiles(read: (path: string) => Promise<string>): void {
  const seen = (error: unknown) => process.send?.({ unhandled: String((error as Error)?.stack ?? error) });
  process.on("unhandledRejection", (error) => seen(error));
  process.on("uncaughtException", (error) => seen(error));
  process.on("message", async (path: string) => {
    globalThis.gc?.();
    const before = process.cpuUsage();
    let answer: Answer;
    try {
      answer = { table: await read(path) };
    } catch (error) {
      const names = { csv: basename(path), "Network.load": basename(path) };
      answer = {
        message: failureOf(error, { names, running: false }).message,
        ...(!isTyped(error) && { raw: String((error as Error)?.stack ?? error) }),
      };
    }
    await new Promise(setImmediate); // a rejection that nobody awaits is reported first
    const { user, system } = process.cpuUsage(before);
    process.send?.({ ...answer, peakBytes: peakBytes(), cpuSeconds: (user + system) / 1e6 });
  });
  process.send?.({ ready: true });
}

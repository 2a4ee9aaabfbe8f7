// Node's worker threads, where the runtime has them. Knows no message.
import type * as Threads from "node:worker_threads";

interface Host {
  process?: { getBuiltinModule?: (name: string) => unknown };
}

/** node:worker_threads in Node, Bun and Deno, without an import that a browser's bundler would stumble over. */
export const threads = (): typeof Threads | undefined =>
  (globalThis as Host).process?.getBuiltinModule?.("node:worker_threads") as typeof Threads | undefined;

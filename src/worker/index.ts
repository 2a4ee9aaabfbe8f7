// The entry `ravine/worker`: the same names and options as "ravine", computed in a thread.

import type { Network as Here } from "../api/network.ts";
import type { ResumeOptions } from "../api/resume.ts";
import type { CheckResult, check as checkHere } from "../check/check.ts";
import type { Dataset } from "../data/dataset.ts";
import type { NetworkOptions } from "../network/spec.ts";
import type { Run as RunHere } from "../training/run.ts";
import { Connection } from "./connection.ts";

/** What a call's result is on this side: a run or a network stays in the thread, all else comes over. */
type Arrived<T> = T extends RunHere<Here> ? Run : T extends Here ? Network : T;
type Far<F> = F extends (...args: infer A) => infer R ? (...args: A) => Promise<Arrived<Awaited<R>>> : never;
type MethodsOf<T> = { [K in keyof T]-?: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T];

/** A network in a thread of its own: every method and property is a promise. */
export type Network = { readonly [K in Exclude<MethodsOf<Here>, "model">]: Far<Here[K]> } & {
  readonly [K in Exclude<keyof Here, MethodsOf<Here> | "model">]: Promise<Here[K]>;
} & {
  /** Ends the thread at once, also in the middle of a run; what still waits for it is refused. */
  terminate(): void;
};

/** What `fit` gives: curve and reason as they are, its methods as promises. */
export type Run = { readonly [K in MethodsOf<RunHere<Here>>]: Far<RunHere<Here>[K]> } & {
  readonly [K in Exclude<keyof RunHere<Here>, MethodsOf<RunHere<Here>> | "network">]: RunHere<Here>[K];
} & { readonly network: Network };

async function inThread<T>(name: string, args: unknown[]): Promise<T> {
  const connection = await Connection.open();
  try {
    return (await connection.call(null, name, args)) as T;
  } catch (error) {
    connection.terminate();
    throw error;
  }
}

/**
 * Networks that live and train in a thread: a Web Worker in browsers, a worker thread in Node, Bun and Deno. Each has its own,
 * which ends with `dispose`, with `terminate`, or when nothing refers to the network any more; an idle one keeps no process
 * alive. Data is copied to the thread, results are moved from it; functions among the options run on the caller's side; the
 * bits are those of "ravine".
 *
 * @example
 * import { dense } from "ravine";
 * import { Network } from "ravine/worker";
 * const network = await Network.create({ inputs: 2, layers: [dense(8, { activation: "tanh" }), dense(2)], loss: "softmaxCrossEntropy" });
 * const run = await network.fit(train, { onProgress: (point) => console.log(point.train.loss) });
 * await network.dispose();
 */
export const Network = Object.freeze({
  /** As "ravine"'s. @throws {StateError} where there are no threads, or the page's policy forbids them */
  create: (options: NetworkOptions): Promise<Network> => inThread("Network.create", [options]),
  /** As "ravine"'s. @throws {StateError} where there are no threads, or the page's policy forbids them */
  load: (bytes: Uint8Array, options: Parameters<typeof Here.load>[1] = {}): Promise<Network> =>
    inThread("Network.load", [bytes, options]),
});

/** Goes on with a run from its checkpoint, in a thread; as "ravine"'s. */
export function resume(bytes: Uint8Array, train: Dataset, options: ResumeOptions = {}): Promise<Run> {
  return inThread("resume", [bytes, train, options]);
}

/** What this engine's threads compute beside the published fingerprints; as "ravine"'s. */
export async function check(options: Parameters<typeof checkHere>[0] = {}): Promise<CheckResult[]> {
  const connection = await Connection.open();
  try {
    return (await connection.call(null, "check", [options])) as CheckResult[];
  } finally {
    connection.terminate();
  }
}

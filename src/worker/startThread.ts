// Starts a thread: a Web Worker from its file or, where a bundler left that behind, from a Blob; or a worker thread.
import { StateError } from "../core/errors.ts";
import { builtInModule } from "../core/platform.ts";
import type { ToCaller, ToThread } from "./messages.ts";

/** A thread as the caller's side sees it. */
export interface Thread {
  post(message: ToThread, transfer: Transferable[]): void;
  /** What is to be done with what it says, and with what ended it. */
  listen(onMessage: (message: ToCaller) => void, onEnd: (error: Error) => void): void;
  /** Whether the process waits for it. */
  awaited(yes: boolean): void;
  terminate(): void;
}

const notStarted = (where: string, cause: unknown, hint: string) =>
  Object.assign(new StateError({ where, expected: "a worker that starts", hint }), { cause });

const nodeThreads = () => builtInModule("node:worker_threads");

/** What is done with a message and with the end: first they tell whether the thread has started, then `listen` sets them. */
interface Listeners {
  onMessage: (message: ToCaller) => void;
  onEnd: (error: Error) => void;
}

function nodeThread(url: URL): Promise<Thread> {
  const { Worker } = nodeThreads() as NonNullable<ReturnType<typeof nodeThreads>>;
  return new Promise((resolve, reject) => {
    const worker = new Worker(url);
    const thread: Thread = {
      post: (message, transfer) => worker.postMessage(message, transfer as never),
      listen: (onMessage, onEnd) => Object.assign(listeners, { onMessage, onEnd }),
      awaited: (yes) => (yes ? worker.ref() : worker.unref()),
      terminate: () => void worker.terminate(),
    };
    const listeners: Listeners = { onMessage: () => resolve(thread), onEnd: reject };
    worker.on("message", (message) => listeners.onMessage(message));
    worker.on("error", (error) => listeners.onEnd(error as Error));
    worker.on("exit", (code) => listeners.onEnd(new Error(`The thread ended with code ${code}.`)));
  });
}

function webThread(worker: Worker): Promise<Thread> {
  return new Promise((resolve, reject) => {
    const thread: Thread = {
      post: (message, transfer) => worker.postMessage(message, transfer),
      listen: (onMessage, onEnd) => Object.assign(listeners, { onMessage, onEnd }),
      awaited: () => {},
      terminate: () => worker.terminate(),
    };
    const listeners: Listeners = { onMessage: () => resolve(thread), onEnd: reject };
    worker.onmessage = ({ data }) => listeners.onMessage(data);
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      listeners.onEnd(new Error(event.message ?? "The worker's script could not be loaded."));
    };
  });
}

/** The thread's script as text, for bundlers that left its file behind. */
const scriptText = async () => (await import("#thread")).default;

async function startInNode(): Promise<Thread> {
  try {
    return await nodeThread(new URL("./thread.js", import.meta.url));
  } catch (cause) {
    const script = `data:text/javascript,${encodeURIComponent(await scriptText())}`;
    return nodeThread(new URL(script)).catch(() => {
      throw notStarted("ravine/worker", cause, "The package's thread.js must lie beside its worker.js.");
    });
  }
}

/** Policies that the page was found to break while `body` ran. */
async function watchingPolicy<T>(broken: Set<string>, body: () => Promise<T>): Promise<T> {
  const note = (event: Event) => broken.add((event as SecurityPolicyViolationEvent).effectiveDirective);
  globalThis.addEventListener?.("securitypolicyviolation", note);
  try {
    return await body();
  } finally {
    globalThis.removeEventListener?.("securitypolicyviolation", note);
  }
}

async function fromBlob(): Promise<Thread> {
  const url = URL.createObjectURL(new Blob([await scriptText()], { type: "text/javascript" }));
  try {
    return await webThread(new Worker(url, { type: "module" }));
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function startOnPage(): Promise<Thread> {
  const broken = new Set<string>();
  return watchingPolicy(broken, async () => {
    try {
      // in exactly these words, by which bundlers know a worker
      return await webThread(new Worker(new URL("./thread.js", import.meta.url), { type: "module" }));
    } catch {
      return await fromBlob().catch((cause) => {
        const policy = [...broken].join(", ");
        const hint = policy
          ? `The page's Content-Security-Policy forbids it (${policy}): allow worker-src 'self' blob:, or train on the page itself with "ravine".`
          : 'Train on the page itself with "ravine".';
        throw notStarted("ravine/worker", cause, hint);
      });
    }
  });
}

/** @throws {StateError} where this runtime or the page's policy has no threads to give */
export async function startThread(): Promise<Thread> {
  if (nodeThreads()?.Worker) return startInNode();
  if (typeof Worker === "function") return startOnPage();
  const hint = 'Train on this one with "ravine"; a budget of steps keeps each call short.';
  throw new StateError({ where: "ravine/worker", expected: "a runtime with threads", hint });
}

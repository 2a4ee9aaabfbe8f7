// Walks a program in slices of about 10 ms and yields to the event loop between them.
import { RUN_MORE } from "../../assembly/abi.ts";
import type { Core } from "./core.ts";

const SLICE_MILLISECONDS = 10;
const MOST_SILENT_MILLISECONDS = 25;
const FIRST_WORK = 1e6;
const MOST_WORK = 2 ** 30;
// A slice that ends early because the next record is dear says little about the clock: with × 4, the one after it took 38 ms.
const MOST_GROWTH = 1.5;
const SLICE_MEMORY = 0.8;

const now = () => performance.now();

/** Both ports are kept: an engine that collects the one to which only messages refer (workerd does) loses or breaks on the next. */
let channel: (MessageChannel & { waiting: (() => void)[] }) | undefined;

/**
 * Lets everything else that waits on the event loop run; not `setTimeout`, which browsers clamp to 4 ms, nor `scheduler.yield`,
 * whose continuation goes before all timers and messages: 1,000 steps in Chromium let none of them through.
 */
export function yieldToEventLoop(): Promise<void> {
  if (typeof setImmediate === "function") return new Promise((resolve) => setImmediate(resolve));
  // workerd's own: a channel would be shared by requests, which must not wake each other
  const { scheduler } = globalThis as { scheduler?: { wait?: (milliseconds: number) => Promise<void> } };
  if (scheduler?.wait) return scheduler.wait(0);
  // edge-runtime has nothing else; its setTimeout does not clamp
  if (typeof MessageChannel !== "function") return new Promise((resolve) => setTimeout(resolve));
  if (channel === undefined) {
    const { port1, port2 } = new MessageChannel();
    const waiting: (() => void)[] = [];
    port1.onmessage = () => waiting.shift()?.();
    channel = { port1, port2, waiting };
  }
  const { port2, waiting } = channel;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(0);
  });
}

/** Measures how long the event loop has been kept, and how much work fits into a slice. */
export class Pace {
  #last = now();
  #work = FIRST_WORK;
  #slice = 0;

  /** Yields when another stretch as long as the last slice might keep the event loop longer than 25 ms. */
  async rest(): Promise<void> {
    if (now() - this.#last + Math.max(this.#slice, SLICE_MILLISECONDS / 2) < MOST_SILENT_MILLISECONDS) return;
    await yieldToEventLoop();
    this.#last = now();
  }

  /** Notes what began at `start` as a slice; a short one does not hide a long one that was a few slices ago. */
  #note(start: number): number {
    const taken = now() - start;
    this.#slice = Math.max(taken, SLICE_MEMORY * this.#slice);
    return taken;
  }

  /** One slice of `run`; its work adapts to the clock. A clock that stands still lets it grow. */
  slice(core: Core, cursor: number, passes: number, end: number): number {
    const start = now();
    const answer = core.run(cursor, passes, end, this.#work);
    const taken = this.#note(start);
    if (answer === RUN_MORE) {
      const factor = Math.min(MOST_GROWTH, Math.max(0.25, SLICE_MILLISECONDS / Math.max(taken, 1e-3)));
      this.#work = Math.min(MOST_WORK, Math.max(1, Math.round(this.#work * factor)));
    }
    return answer;
  }

  /** Calls `piece(from, to)` over 0 … count in pieces of `size`, resting between them. */
  async pieces(count: number, size: number, piece: (from: number, to: number) => void): Promise<void> {
    for (let from = 0; from < count; from += size) {
      await this.rest();
      const start = now();
      piece(from, Math.min(count, from + size));
      this.#note(start);
    }
  }
}

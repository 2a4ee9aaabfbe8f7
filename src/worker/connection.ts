// The caller's side of one thread: calls as messages, answers as promises, functions and signals that stay here. Knows no network.
import { StateError } from "../core/errors.ts";
import { errorFromWire, errorToWire } from "./errorToWire.ts";
import type { Held, ToCaller, WireError } from "./messages.ts";
import { startThread, type Thread } from "./startThread.ts";
import { toWire } from "./toWire.ts";

interface Call {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  /** takes away what was kept for the call */
  forget(): void;
  /** what it was called on: kept, so that the thread keeps its object too */
  readonly on: object | null;
  /** the functions among its arguments; a run goes on with them */
  readonly functions: readonly AnyFunction[];
}
type AnyFunction = (...args: unknown[]) => unknown;

export class Connection {
  readonly #thread: Thread;
  readonly #calls = new Map<number, Call>();
  readonly #functions = new Map<number, WeakRef<AnyFunction>>();
  /** which functions an object of the thread may still call */
  readonly #functionsOf = new WeakMap<object, readonly AnyFunction[]>();
  readonly #numbers = new WeakMap<object, number>();
  /** what functions of this side threw, until the call in which they were called is refused with it */
  readonly #thrown = new Map<number, unknown>();
  readonly #objects = new Map<number, WeakRef<object>>();
  readonly #freed = new FinalizationRegistry<number>((number) => this.#free(number));
  #count = 0;
  #ended: Error | undefined;

  private constructor(thread: Thread) {
    this.#thread = thread;
    thread.listen(
      (message) => this.#heard(message),
      (error) => this.#end(error),
    );
    thread.awaited(false);
  }

  static async open(): Promise<Connection> {
    return new Connection(await startThread());
  }

  /** Calls a method of a held object, or with `on` null a function that the thread offers; `args` null reads a property. */
  call(on: object | null, name: string, args: unknown[] | null): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = ++this.#count;
    let forget = () => {};
    const functions: AnyFunction[] = [];
    const transfer: Transferable[] = [];
    return new Promise((resolve, reject) => {
      const wire = toWire(args, {
        transfer,
        held: (object) => this.#numbers.get(object),
        function: (value) => {
          const number = ++this.#count;
          this.#functions.set(number, new WeakRef(value as AnyFunction));
          functions.push(value as AnyFunction);
          return number;
        },
        signal: (value) => {
          const abort = () => this.#thread.post({ what: "abort", id }, []);
          value.addEventListener("abort", abort);
          forget = () => value.removeEventListener("abort", abort);
          return id;
        },
      });
      this.#calls.set(id, { resolve, reject, forget, on, functions });
      this.#thread.awaited(true);
      const number = on && (this.#numbers.get(on) ?? null);
      this.#thread.post({ what: "call", id, on: number, name, args: wire }, transfer);
    });
  }

  /** Ends the thread at once; calls that still wait for it are refused. */
  terminate(): void {
    const expected = "a network whose thread has not been ended by dispose() or terminate()";
    this.#end(new StateError({ where: "ravine/worker", expected, hint: "Make a new one." }));
  }

  /** The last object that stood for one of the thread's is gone: so may the thread. */
  #free(number: number): void {
    if (this.#ended || this.#objects.get(number)?.deref() !== undefined) return;
    this.#objects.delete(number);
    if (this.#objects.size === 0 && this.#calls.size === 0) this.terminate();
    else this.#thread.post({ what: "free", number }, []);
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#thread.terminate();
    for (const id of [...this.#calls.keys()]) this.#settle(id, (call) => call.reject(error));
  }

  #settle(id: number, how: (call: Call) => void): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (this.#calls.size === 0) this.#thread.awaited(false);
    if (call === undefined) return;
    call.forget();
    how(call);
  }

  #heard(message: ToCaller): void {
    if (message.what === "call") this.#asked(message);
    if (message.what !== "answer") return;
    const { id, error, held, value } = message;
    this.#settle(id, (call) =>
      error ? call.reject(this.#errorOf(error)) : call.resolve(held ? this.#objectOf(held, call) : value),
    );
  }

  /** What the thread refused with; the very error, where a function of this side threw it. */
  #errorOf(error: WireError): unknown {
    const { thrown } = error;
    if (thrown === undefined || !this.#thrown.has(thrown)) return errorFromWire(error);
    const original = this.#thrown.get(thrown);
    this.#thrown.delete(thrown);
    return original;
  }

  /** The thread calls a function that stayed here. */
  async #asked({ id, function: number, args }: Extract<ToCaller, { what: "call" }>): Promise<void> {
    try {
      const value = await this.#functions.get(number)?.deref()?.(...args);
      this.#answer(id, value);
    } catch (error) {
      this.#thrown.set(id, error);
      this.#thread.post({ what: "answer", id, error: { ...errorToWire(error), thrown: id } }, []);
    }
  }

  /** What a function of this side gave; of what cannot be posted nothing, since the thread has no use for it. */
  #answer(id: number, value: unknown): void {
    try {
      this.#thread.post({ what: "answer", id, value }, []);
    } catch {
      this.#thread.post({ what: "answer", id }, []);
    }
  }

  /** What stands here for an object of the thread: its values, and a promise for everything else. */
  #objectOf({ number, values, live, methods, held }: Held, from: Call): object {
    const known = this.#objects.get(number)?.deref();
    if (known) return known;
    const object: Record<string, unknown> = { ...values };
    for (const [name, inner] of Object.entries(held)) object[name] = this.#objectOf(inner, from);
    for (const name of methods) object[name] = (...args: unknown[]) => this.call(object, name, args);
    for (const name of live)
      Object.defineProperty(object, name, { enumerable: true, get: () => this.call(object, name, null) });
    if (methods.includes("dispose")) {
      // the thread was started for this object alone
      object.terminate = () => this.terminate();
      object.dispose = () => this.call(object, "dispose", []).then(() => this.terminate());
    }
    this.#objects.set(number, new WeakRef(object));
    this.#numbers.set(object, number);
    this.#functionsOf.set(object, [...((from.on && this.#functionsOf.get(from.on)) ?? []), ...from.functions]);
    this.#freed.register(object, number);
    return Object.freeze(object);
  }
}

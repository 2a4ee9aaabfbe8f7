// The WebAssembly core: one instance with a memory of its own. The only file that holds views of that memory.
import { bytesOf, type CompiledCore, type Core, type Tensor, type Values } from "./core.ts";
import { MemoryError, StateError } from "./errors.ts";
import { type KernelName, kernelsByName } from "./kernelsByName.ts";

const PAGE_BYTES = 65536;
const MOST_PAGES = 65536;

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly table: WebAssembly.Table;
  run(cursor: number, passes: number, end: number, work: number): number;
  firstFreeByte(): number;
}

class WasmCore implements Core {
  readonly kind: "wasm" | "relaxed";
  readonly firstFreeByte: number;
  readonly run: Core["run"];
  readonly #memory: WebAssembly.Memory;
  readonly #slots = new Map<string, number>();
  #buffer: ArrayBuffer;
  #views: { float32: Float32Array; float64: Float64Array; int32: Int32Array; uint32: Uint32Array };

  constructor(kind: "wasm" | "relaxed", instance: WebAssembly.Instance) {
    const exports = instance.exports as unknown as Exports;
    this.kind = kind;
    this.#memory = exports.memory;
    this.firstFreeByte = exports.firstFreeByte();
    this.run = exports.run;
    // kernels get table slots from 1 on, in the order of the generated table, so that both cores agree
    let slot = 1;
    if (exports.table.length !== slot)
      throw new Error(`The core's table begins with ${exports.table.length} slots, expected 1.`);
    exports.table.grow(Object.keys(kernelsByName).length + 1 - exports.table.length);
    for (const name of Object.keys(kernelsByName)) {
      exports.table.set(slot, (instance.exports as Record<string, WebAssembly.ExportValue>)[name]);
      this.#slots.set(name, slot++);
    }
    this.#buffer = this.#memory.buffer;
    this.#views = this.#viewsOf(this.#buffer);
  }

  #viewsOf(buffer: ArrayBuffer) {
    return {
      float32: new Float32Array(buffer),
      float64: new Float64Array(buffer),
      int32: new Int32Array(buffer),
      uint32: new Uint32Array(buffer),
    };
  }

  /** Views of the memory as it is now: `grow` detaches those made before. */
  #view(tensor: Tensor): Values {
    if (this.#memory.buffer !== this.#buffer) {
      this.#buffer = this.#memory.buffer;
      this.#views = this.#viewsOf(this.#buffer);
    }
    return this.#views[tensor.type];
  }

  reserve(end: number): void {
    const pages = Math.ceil(end / PAGE_BYTES);
    const have = this.#memory.buffer.byteLength / PAGE_BYTES;
    if (pages <= have) return;
    const hint = "Use fewer rows, a smaller network or a smaller batch.";
    const where = "WebAssembly memory";
    if (pages > MOST_PAGES)
      throw new MemoryError({ where, received: `${end} bytes`, expected: "at most 4 GiB (4294967296 bytes)", hint });
    try {
      this.#memory.grow(pages - have);
    } catch {
      throw new MemoryError({ where, received: `${end} bytes`, expected: "what this engine can still give", hint });
    }
  }

  read(tensor: Tensor, from = 0, count = tensor.length - from): Values {
    const start = tensor.address / bytesOf[tensor.type] + from;
    return this.#view(tensor).slice(start, start + count);
  }

  write(tensor: Tensor, values: ArrayLike<number>, at = 0): void {
    this.#view(tensor).set(values, tensor.address / bytesOf[tensor.type] + at);
  }

  get(tensor: Tensor, at = 0): number {
    return this.#view(tensor)[tensor.address / bytesOf[tensor.type] + at];
  }

  set(tensor: Tensor, value: number, at = 0): void {
    this.#view(tensor)[tensor.address / bytesOf[tensor.type] + at] = value;
  }

  fill(tensor: Tensor, value: number): void {
    const start = tensor.address / bytesOf[tensor.type];
    this.#view(tensor).fill(value, start, start + tensor.length);
  }

  copy(to: Tensor, from: Tensor): void {
    const start = from.address / bytesOf[from.type];
    this.#view(to).copyWithin(to.address / bytesOf[to.type], start, start + from.length);
  }

  slot(kernel: KernelName): number {
    return this.#slots.get(kernel) as number;
  }
}

/**
 * A new instance, at once: while Node 20 waits for nothing but `WebAssembly.instantiate`, it drains its worker threads, and
 * hangs where one of them waits for a garbage collection (one run of five that made 40 networks in a row). Engines that make
 * no instance of this size on a page's thread refuse with a RangeError; these are asked to take their time.
 */
function instanceOf(module: WebAssembly.Module): WebAssembly.Instance | Promise<WebAssembly.Instance> {
  try {
    return new WebAssembly.Instance(module);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return WebAssembly.instantiate(module);
  }
}

/**
 * A core from a compiled module; each `instantiate` makes an instance with a memory of its own.
 * @param first  an instance that has been made already, for the first one who asks
 */
export function wasmCore(
  kind: "wasm" | "relaxed",
  module: WebAssembly.Module,
  note?: string,
  first?: WebAssembly.Instance,
): CompiledCore {
  let ready = first;
  return Object.freeze({
    kind,
    module,
    ...(note === undefined ? {} : { note }),
    async instantiate() {
      const instance = ready ?? (await instanceOf(module));
      ready = undefined;
      return new WasmCore(kind, instance);
    },
  });
}

/** An engine that knows what the bytes say, but may not compile them: a page's policy, or a runtime that only imports modules. */
function forbidden(bytes: Uint8Array<ArrayBuffer>, cause: unknown): unknown {
  if (!(cause instanceof WebAssembly.CompileError) || !WebAssembly.validate(bytes)) return cause;
  const error = new StateError({
    where: "WebAssembly",
    expected: "an engine that may compile the core",
    hint: "A page's Content-Security-Policy needs script-src 'wasm-unsafe-eval'; a runtime that only imports modules gets core.wasm through loadCore({ module }).",
  });
  return Object.assign(error, { cause });
}

/**
 * Compiles a core from bytes, and makes its first instance.
 * @throws {StateError} where either is forbidden
 */
export async function compileCore(kind: "wasm" | "relaxed", bytes: Uint8Array<ArrayBuffer>): Promise<CompiledCore> {
  try {
    const module = await WebAssembly.compile(bytes);
    return wasmCore(kind, module, undefined, await instanceOf(module));
  } catch (error) {
    throw forbidden(bytes, error); // WebKit refuses only the instance
  }
}

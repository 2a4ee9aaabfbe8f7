// Where the compiled core comes from: embedded in the package, or a module that the caller brings. Knows no network.
import embedded from "#core";
import type { CompiledCore } from "./core.ts";
import { inflate } from "./platform.ts";
import { compileCore, wasmCore } from "./wasm.ts";

let compiled: Promise<CompiledCore> | undefined;

/** The bytes of an embedded core. A plain loop: `Uint8Array.from` with a function takes some 4 ms more on a cold engine. */
function opened(base64: string): Promise<Uint8Array<ArrayBuffer>> {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return inflate(bytes, "deflate-raw");
}

/** The core that the package carries, compiled once. */
export function defaultCore(): Promise<CompiledCore> {
  // workerd and edge runtimes compile no bytes: there the package imports a module
  compiled ??=
    typeof embedded === "string"
      ? opened(embedded).then((bytes) => compileCore("wasm", bytes))
      : Promise.resolve(wasmCore("wasm", embedded));
  return compiled;
}

let relaxed: Promise<CompiledCore> | undefined;

/** The plain core in the relaxed one's place, and why. */
async function insteadOfRelaxed(why: string): Promise<CompiledCore> {
  const plain = await defaultCore();
  return Object.freeze({
    kind: plain.kind,
    note: `precision: "fast" computes on the reproducible core: ${why}`,
    instantiate: () => plain.instantiate(),
  });
}

async function loadRelaxed(): Promise<CompiledCore> {
  // a chunk of its own, loaded only here
  const { default: form } = await import("#relaxed");
  if (typeof form !== "string") return wasmCore("relaxed", form);
  const bytes = await opened(form);
  if (!WebAssembly.validate(bytes)) return insteadOfRelaxed("this engine knows no relaxed SIMD.");
  return compileCore("relaxed", bytes);
}

/** The core with fused multiply-add where the engine takes it, otherwise the plain one with a note; loaded and compiled once. */
export function fastCore(): Promise<CompiledCore> {
  relaxed ??= loadRelaxed().catch(() => insteadOfRelaxed("the relaxed core could not be loaded here."));
  return relaxed;
}

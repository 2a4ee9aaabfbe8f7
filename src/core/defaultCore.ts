// Where the compiled core comes from: embedded in the package, or a module that the caller brings.
import embedded from "#core";
import type { CompiledCore } from "./core.ts";
import { inflate } from "./platform.ts";
import { compileCore, wasmCore } from "./wasmCore.ts";

let compiled: Promise<CompiledCore> | undefined;

type Form = typeof embedded;

/** Whether the package gave a compiled module: workerd and edge runtimes compile no bytes. */
const isModule = (form: Form): form is WebAssembly.Module => typeof form !== "string" && !ArrayBuffer.isView(form);

/** The bytes of an embedded core. A plain loop: `Uint8Array.from` with a function takes some 4 ms more on a cold engine. */
async function bytesOf(form: Exclude<Form, WebAssembly.Module>): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof form !== "string") return form;
  const characters = atob(form);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return inflate(bytes, "deflate-raw");
}

async function loadEmbedded(): Promise<CompiledCore> {
  return isModule(embedded) ? wasmCore("wasm", embedded) : compileCore("wasm", await bytesOf(embedded));
}

/** The core that the package carries, compiled once. */
export function defaultCore(): Promise<CompiledCore> {
  compiled ??= loadEmbedded();
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
  if (isModule(form)) return wasmCore("relaxed", form);
  const bytes = await bytesOf(form);
  if (!WebAssembly.validate(bytes)) return insteadOfRelaxed("this engine knows no relaxed SIMD.");
  return compileCore("relaxed", bytes);
}

/** The core with fused multiply-add where the engine takes it, otherwise the plain one with a note; loaded and compiled once. */
export function fastCore(): Promise<CompiledCore> {
  relaxed ??= loadRelaxed().catch(() => insteadOfRelaxed("the relaxed core could not be loaded here."));
  return relaxed;
}

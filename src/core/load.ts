// Where the compiled core comes from: embedded in the package, or a module that the caller brings. Knows no network.
import embedded from "#core";
import type { CompiledCore } from "./core.ts";
import { compileCore, wasmCore } from "./wasm.ts";

let compiled: Promise<CompiledCore> | undefined;

/** A plain loop: `Uint8Array.from` with a function takes some 4 ms more on a cold engine. */
function decode(base64: string): Uint8Array<ArrayBuffer> {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** The core that the package carries, compiled once. */
export function defaultCore(): Promise<CompiledCore> {
  // workerd and edge runtimes compile no bytes: there the package imports a module
  compiled ??=
    typeof embedded === "string" ? compileCore("wasm", decode(embedded)) : Promise.resolve(wasmCore("wasm", embedded));
  return compiled;
}

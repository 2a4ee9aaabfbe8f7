// Where the compiled core comes from: embedded in the package, or a module that the caller brings. Knows no network.
import embedded from "#core";
import type { CompiledCore } from "./core.ts";
import { compileCore, wasmCore } from "./wasm.ts";

let compiled: Promise<CompiledCore> | undefined;

const decode = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** The core that the package carries, compiled once. */
export function defaultCore(): Promise<CompiledCore> {
  // workerd and edge runtimes compile no bytes: there the package imports a module
  compiled ??=
    typeof embedded === "string" ? compileCore("wasm", decode(embedded)) : Promise.resolve(wasmCore("wasm", embedded));
  return compiled;
}

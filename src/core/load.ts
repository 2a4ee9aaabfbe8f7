// Where the compiled core comes from: embedded in the package, or a module that the caller brings. Knows no network.
import embedded from "#core";
import type { CompiledCore } from "./core.ts";
import { compileCore } from "./wasm.ts";

let compiled: Promise<CompiledCore> | undefined;

const decode = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** The core that the package carries, compiled once. */
export function defaultCore(): Promise<CompiledCore> {
  compiled ??= compileCore("wasm", decode(embedded));
  return compiled;
}

// Cores by what is asked of them, for networks that are to compute elsewhere than usual. Knows no network.
import type { CompiledCore } from "../core/core.ts";
import { defaultCore, fastCore } from "../core/defaultCore.ts";
import { OptionError } from "../core/errors.ts";
import { checked, flag, oneOf, value } from "../core/options.ts";
import { wasmCore } from "../core/wasmCore.ts";

export interface CoreOptions {
  /** `core.wasm`, compiled elsewhere: for runtimes that only import modules; default the embedded core */
  readonly module?: WebAssembly.Module;
  /** the core written in JavaScript, in float64; default false */
  readonly reference?: boolean;
  /** "fast": fused multiply-add where the engine takes it; default "reproducible" */
  readonly precision?: "reproducible" | "fast";
}

const rules = {
  module: value<WebAssembly.Module | undefined>(
    undefined,
    "a WebAssembly.Module",
    (v) => Object.prototype.toString.call(v) === "[object WebAssembly.Module]",
  ),
  reference: flag<boolean>(false),
  precision: oneOf(["reproducible", "fast"], "reproducible"),
};

/**
 * A compiled core, for `Network.create({ core })`.
 *
 * @param options.module     the package's core.wasm as a module of the runtime's own
 * @param options.reference  the JavaScript core: float64, slow, the same programs
 * @param options.precision  "fast": the relaxed core where the engine takes it, otherwise the usual one; its `note` says why
 * @throws {OptionError} on an unknown option, or more than one of the three
 * @example const network = await Network.create({ inputs: 2, layers: [dense(1)], loss: "meanSquaredError", core: await loadCore({ reference: true }) });
 */
export async function loadCore(options: CoreOptions = {}): Promise<CompiledCore> {
  const { module, reference, precision } = checked("loadCore", options, rules);
  if (Number(module !== undefined) + Number(reference) + Number(precision === "fast") > 1) {
    const expected = 'one of module, reference: true and precision: "fast"';
    throw new OptionError({ where: "loadCore", received: Object.keys(options).join(", "), expected });
  }
  if (module !== undefined) return wasmCore("wasm", module);
  if (reference) return (await import("../reference/core.ts")).referenceCore();
  return precision === "fast" ? fastCore() : defaultCore();
}

// Weights from a file are numbers. Loaded when a file is read.
import { FormatError } from "../core/errors.ts";
import type { TensorValues } from "./writeTensors.ts";

/** @throws {FormatError} naming the first that is no number, infinite, or beyond float32 */
export function requireFinite(where: string, values: TensorValues): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(Math.fround(values[i]))) continue;
    const hint = "A network with such weights answers nothing. The file is damaged, or another program wrote it.";
    throw new FormatError({ where: `${where}[${i}]`, received: values[i], expected: "a finite float32 number", hint });
  }
}

// Arrays as long as a table says: what an engine cannot hold is said in words.
import { MemoryError } from "./errors.ts";

/** `length` zeros. @throws {MemoryError} where the engine cannot hold as many */
export function floats(where: string, length: number): Float32Array<ArrayBuffer> {
  try {
    return new Float32Array(length);
  } catch {
    throw new MemoryError({ where, received: length, expected: "what this engine can still give" });
  }
}

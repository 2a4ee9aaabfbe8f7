// Numbers for tests: repeatable, and compared by their bits.
import { expect } from "vitest";

/** Repeatable float32 numbers in [−1, 1), of which none is subnormal. */
export function noise(count: number, seed: number): Float32Array {
  let state = (seed * 2654435761 + 1) >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  });
}

/** Float32 numbers have the same bits, −0 and +0 being different and every NaN the same. */
export function expectSameBits(received: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  expect(received.length, what).toBe(expected.length);
  for (let i = 0; i < expected.length; i++)
    if (!Object.is(received[i], expected[i])) expect(received[i], `${what}, element ${i}`).toBe(expected[i]);
}

/** Numbers agree within `relative` of the expected one's size, or within `absolute`. */
export function expectClose(
  received: ArrayLike<number>,
  expected: ArrayLike<number>,
  { relative, absolute = 0 }: { readonly relative: number; readonly absolute?: number },
  what: string,
): void {
  expect(received.length, what).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const allowed = relative * Math.abs(expected[i]) + absolute;
    const agree = Object.is(received[i], expected[i]) || Math.abs(received[i] - expected[i]) <= allowed;
    if (!agree) expect(received[i], `${what}, element ${i}, allowed ${allowed}`).toBe(expected[i]);
  }
}

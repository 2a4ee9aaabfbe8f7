// Twins of assembly/initializers: weights from the host's stream. Know no layer.
import { CURSOR_ROW } from "../../assembly/abi.ts";
import { NormalStream } from "../numbers/normalStream.ts";
import type { TwinsOf } from "./twin.ts";

/** Writes numbers row … row + count − 1 of a stream. */
function draw(
  m: Float64Array,
  { weights, stream, cursor, count }: Readonly<Record<"weights" | "stream" | "cursor" | "count", number>>,
  number: (stream: NormalStream) => number,
): void {
  const [low, high, purpose, index] = m.subarray(stream, stream + 4);
  const numbers = new NormalStream(low + high * 2 ** 32, purpose, index);
  const row = m[cursor + CURSOR_ROW / 4];
  numbers.skip(row / 2);
  for (let i = row; i < row + count; i++) m[weights + i] = number(numbers);
}

export const initializerTwins: TwinsOf<"gaussianDraw" | "uniformDraw"> = {
  gaussianDraw(m, cells) {
    draw(m, cells, (numbers) => m[cells.factor] * numbers.normal());
  },
  uniformDraw(m, cells) {
    draw(m, cells, (numbers) => m[cells.factor] * (2 * numbers.uniform() - 1));
  },
};

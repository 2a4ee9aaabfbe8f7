// Twins of assembly/initializers: weights from the host's stream.
import { NormalStream } from "../numbers/normalStream.ts";
import { type Cells, numbersIn, type TwinsOf } from "./twin.ts";

/** Writes numbers row … row + count − 1 of a stream. */
function draw(
  m: Float64Array,
  { weights, stream, cursor, count }: Cells<"gaussianDraw">,
  number: (stream: NormalStream) => number,
): void {
  const { seedLow, seedHigh, purpose, index } = numbersIn(m, stream);
  const numbers = new NormalStream(seedLow + seedHigh * 2 ** 32, purpose, index);
  const row = m[cursor.row];
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

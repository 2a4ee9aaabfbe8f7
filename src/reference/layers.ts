// Twins of assembly/layers: the dense layer's three products, the order and the gathering of rows.
import { Stream } from "../numbers/random.ts";
import { type Cells, numbersIn, type Twins } from "./twin.ts";

/** Number in the table of row `r` of the block. */
const tableRow = (m: Float64Array, order: number, cursor: Cells<"gatherRows">["cursor"], r: number) => {
  const at = m[cursor.row] + r;
  return order < 0 ? at : m[order + at];
};

export const layerTwins = {
  /** Y = X·Wᵀ + b */
  denseForward(m, { outputs, inputs, weights, biases, rows, inputWidth, outputWidth }) {
    for (let r = 0; r < rows; r++)
      for (let o = 0; o < outputWidth; o++) {
        let y = biases < 0 ? 0 : m[biases + o];
        for (let k = 0; k < inputWidth; k++) y += m[inputs + r * inputWidth + k] * m[weights + o * inputWidth + k];
        m[outputs + r * outputWidth + o] = y;
      }
  },
  /** dX = dY·W */
  denseInputBackward(m, { inputGradients, outputGradients, weights, rows, inputWidth, outputWidth }) {
    for (let r = 0; r < rows; r++)
      for (let k = 0; k < inputWidth; k++) {
        let dx = 0;
        for (let o = 0; o < outputWidth; o++)
          dx += m[outputGradients + r * outputWidth + o] * m[weights + o * inputWidth + k];
        m[inputGradients + r * inputWidth + k] = dx;
      }
  },
  /** dW ← dW + dYᵀ·X */
  denseWeightBackward(m, { weightGradients, outputGradients, inputs, rows, inputWidth, outputWidth }) {
    for (let o = 0; o < outputWidth; o++)
      for (let k = 0; k < inputWidth; k++)
        for (let r = 0; r < rows; r++)
          m[weightGradients + o * inputWidth + k] +=
            m[outputGradients + r * outputWidth + o] * m[inputs + r * inputWidth + k];
  },
  /** db ← db + Σ dY over the rows */
  denseBiasBackward(m, { biasGradients, outputGradients, rows, outputWidth }) {
    for (let o = 0; o < outputWidth; o++)
      for (let r = 0; r < rows; r++) m[biasGradients + o] += m[outputGradients + r * outputWidth + o];
  },
  /** order[last] ↔ order[high] for last = rows − 1 − row downwards, (high, low) = (last + 1)·word */
  orderShuffle(m, { order, stream, cursor, count }) {
    const { seedLow, seedHigh, purpose, index, taken, rows } = numbersIn(m, stream);
    const words = new Stream(seedLow + seedHigh * 2 ** 32, purpose, index);
    for (let i = 0; i < taken; i++) words.uint32();
    const first = rows - 1 - m[cursor.row];
    for (let last = first; last > Math.max(0, first - count); last--) {
      const n = BigInt(last + 1);
      let product: bigint;
      do {
        product = n * BigInt(words.uint32());
        m[stream.taken]++;
      } while ((product & 0xffffffffn) < 2n ** 32n % n);
      const chosen = Number(product >> 32n);
      [m[order + last], m[order + chosen]] = [m[order + chosen], m[order + last]];
    }
  },
  /** outputs[r] = table[order[row + r]] */
  gatherRows(m, { outputs, table, order, cursor, rows, width }) {
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < width; c++) m[outputs + r * width + c] = m[table + tableRow(m, order, cursor, r) * width + c];
  },
  /** targets[r][c] = on where c is the row's class, off elsewhere; one column: on where the class is 1 */
  gatherClasses(m, { targets, table, order, levels, cursor, rows, width }) {
    for (let r = 0; r < rows; r++) {
      const label = Math.trunc(m[table + tableRow(m, order, cursor, r)]);
      const hot = width === 1 ? label - 1 : label;
      for (let c = 0; c < width; c++) m[targets + r * width + c] = m[c === hot ? levels.on : levels.off];
    }
  },
  /** rowWeights[r] = classWeights[class of row order[row + r]] */
  gatherWeights(m, { rowWeights, table, order, classWeights, cursor, rows }) {
    for (let r = 0; r < rows; r++) {
      const label = Math.trunc(m[table + tableRow(m, order, cursor, r)]);
      m[rowWeights + r] = m[classWeights + label];
    }
  },
} as const satisfies Partial<Twins>;

// Dropout's masks as their definition gives them, from the host's Philox.
import { DROPOUT } from "../../src/numbers/purposes.ts";
import { philox } from "../../src/numbers/random.ts";

/** What one mask of a layer depends on. */
export interface MaskPlace {
  readonly seed: number;
  readonly epoch: number;
  readonly layer: number;
  /** of the epoch's order, from 0 */
  readonly firstRow: number;
  readonly rows: number;
  readonly width: number;
  readonly keep: number;
}

export const thresholdOf = (keep: number) => Math.min(2 ** 32 - 1, Math.floor(keep * 2 ** 32));
export const keyOf = (seed: number) => [seed % 2 ** 32, Math.floor(seed / 2 ** 32)];

/**
 * rows × width of 0 and 1: unit u of a row is kept where its word is below keep · 2³².
 *
 *   unit u = 16·a + 4·w + j   →   word w of the block with counter [4a + j, row, epoch, layer · 256 + purpose]
 */
export function definedMask({ seed, epoch, layer, firstRow, rows, width, keep }: MaskPlace): Uint8Array {
  const mask = new Uint8Array(rows * width);
  const key = Uint32Array.from(keyOf(seed));
  const words = new Uint32Array(4);
  for (let row = 0; row < rows; row++)
    for (let a = 0; 16 * a < width; a++)
      for (let j = 0; j < 4; j++) {
        philox(Uint32Array.of(4 * a + j, firstRow + row, epoch, layer * 256 + DROPOUT), key, words, 0);
        for (let w = 0; w < 4; w++) {
          const unit = 16 * a + 4 * w + j;
          if (unit < width) mask[row * width + unit] = words[w] < thresholdOf(keep) ? 1 : 0;
        }
      }
  return mask;
}

// Twins of assembly/layers/dropout.ts. Masks are random bits, so they are equal to the core's exactly.
import { RANDOM_DROPOUT } from "../../assembly/abi.ts";
import { philox } from "../numbers/random.ts";
import type { TwinsOf } from "./twin.ts";

export const dropoutTwins: TwinsOf<"dropoutDraw" | "dropoutApply" | "dropoutScale"> = {
  dropoutDraw(m, { mask, random, settings, cursor, rows, width }) {
    const key = Uint32Array.of(m[random.seedLow], m[random.seedHigh]);
    const purpose = m[settings.layer] * 256 + RANDOM_DROPOUT;
    const words = new Uint32Array(4);
    for (let r = 0; r < rows; r++) {
      for (let u = 0; u < width; u++) {
        const block = 4 * (u >> 4) + (u & 3);
        philox(Uint32Array.of(block, m[cursor.row] + r, m[random.epoch], purpose), key, words, 0);
        m[mask + r * width + u] = words[(u >> 2) & 3] < m[settings.keep] ? 1 : 0;
      }
    }
  },
  dropoutApply(m, { outputs, inputs, mask, factor, count }) {
    for (let i = 0; i < count; i++) m[outputs + i] = m[inputs + i] * m[factor] * m[mask + i];
  },
  dropoutScale(m, { outputs, inputs, factor, count }) {
    for (let i = 0; i < count; i++) m[outputs + i] = m[inputs + i] * m[factor];
  },
};

// Draws 8 × 8 digits in characters, side by side with a caption each.

const SIDE = 8;
const WHITE = 16;
const shades = [..." .:-=+*#%@"];
const GAP = "  ";

const character = (value) => shades[Math.min(shades.length - 1, Math.floor((value / WHITE) * shades.length))];

/** Lines of text; `digits` are { pixels: 64 values from 0 to 16, caption }. */
export function drawDigits(digits) {
  const lines = Array.from({ length: SIDE }, (_, y) =>
    digits
      .map(({ pixels }) =>
        Array.from(pixels.subarray(SIDE * y, SIDE * (y + 1)), (v) => character(v).repeat(2)).join(""),
      )
      .join(GAP)
      .trimEnd(),
  );
  const captions = digits.map(({ caption }) => caption.padStart(SIDE + Math.ceil(caption.length / 2)).padEnd(2 * SIDE));
  return [...lines, captions.join(GAP).trimEnd()].join("\n");
}

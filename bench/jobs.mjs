// The training jobs that are timed, and their made-up data.

/** Widths, activation of the hidden layers, optimizer, batch, and rows of the table. */
export const jobs = {
  A32: { widths: [784, 128, 10], activation: "relu", optimizer: "adam", batch: 32, rows: 2560 },
  A128: { widths: [784, 128, 10], activation: "relu", optimizer: "adam", batch: 128, rows: 2560 },
  B: { widths: [784, 512, 512, 10], activation: "relu", optimizer: "momentum", batch: 128, rows: 1280 },
  C: { widths: [2, 16, 16, 2], activation: "tanh", optimizer: "momentum", batch: 16, rows: 1024 },
  D: { widths: [30, 64, 32, 1], activation: "relu", optimizer: "adam", batch: 32, rows: 576 },
};

/** Flops of one row: three products per layer, but the first layer needs no input gradient. */
export function flopsPerRow({ widths }) {
  let flops = 0;
  for (let i = 1; i < widths.length; i++) flops += 2 * widths[i - 1] * widths[i] * (i === 1 ? 2 : 3);
  return flops;
}

/** Uniform numbers from a seed (mulberry32). */
function uniform(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Rows like pictures (four in ten pixels black), two spirals, or a table; targets are class numbers. */
export function data({ widths, rows }) {
  const [width] = widths;
  const classes = Math.max(2, widths[widths.length - 1]);
  const random = uniform(7);
  const inputs = new Float32Array(rows * width);
  const targets = new Float32Array(rows);
  for (let r = 0; r < rows; r++) {
    const label = r % classes;
    targets[r] = label;
    if (width === 2) {
      const turn = 0.5 + 2.25 * Math.PI * random();
      inputs[2 * r] = (turn / 4) * Math.cos(turn + label * Math.PI) + 0.05 * random();
      inputs[2 * r + 1] = (turn / 4) * Math.sin(turn + label * Math.PI) + 0.05 * random();
      continue;
    }
    for (let k = 0; k < width; k++) {
      const black = width === 784 && (k * 31) % 10 < 4;
      inputs[r * width + k] = black ? 0 : 0.7 * random() + (0.3 * ((k * (label + 3)) % 17)) / 17;
    }
  }
  return { inputs, targets };
}

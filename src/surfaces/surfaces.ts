// Functions on which optimizers show their character, each with gradient and Hessian. Knows no optimizer.
import { noisyMoons } from "./noisyMoons.ts";
import { plane, type Surface } from "./surface.ts";

/** (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²: flat at its minimum (3, ½), steep at its corners. Beale 1958 */
const beale = /* @__PURE__ */ plane({
  value(x, y) {
    const a = 1.5 - x + x * y;
    const b = 2.25 - x + x * y * y;
    const c = 2.625 - x + x * y * y * y;
    return a * a + b * b + c * c;
  },
  gradient(x, y) {
    const [y2, y3] = [y * y, y * y * y];
    const a = 1.5 - x + x * y;
    const b = 2.25 - x + x * y2;
    const c = 2.625 - x + x * y3;
    return [2 * (a * (y - 1) + b * (y2 - 1) + c * (y3 - 1)), 2 * x * (a + 2 * b * y + 3 * c * y2)];
  },
  hessian(x, y) {
    const [y2, y3] = [y * y, y * y * y];
    const a = 1.5 - x + x * y;
    const b = 2.25 - x + x * y2;
    const c = 2.625 - x + x * y3;
    return [
      2 * ((y - 1) * (y - 1) + (y2 - 1) * (y2 - 1) + (y3 - 1) * (y3 - 1)),
      2 * (a + 2 * b * y + 3 * c * y2 + x * (y - 1 + 2 * y * (y2 - 1) + 3 * y2 * (y3 - 1))),
      2 * x * (x + 2 * b + 4 * x * y2 + 6 * c * y + 9 * x * y2 * y2),
    ];
  },
  bounds: [
    [-4.5, 4.5],
    [-4.5, 4.5],
  ],
  start: [-1, 1.5],
  minimum: [3, 0.5],
});

/** (1 − x)² + 100(y − x²)²: a curved valley, easy to enter and slow to follow. Rosenbrock 1960 */
const rosenbrock = /* @__PURE__ */ plane({
  value: (x, y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x),
  gradient: (x, y) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
  hessian: (x, y) => [2 - 400 * (y - 3 * x * x), -400 * x, 200],
  bounds: [
    [-2, 2],
    [-1, 3],
  ],
  start: [-1.2, 1],
  minimum: [1, 1],
});

/** x² − y²: falls without end along y, which hardly shows near the x axis. */
const saddle = /* @__PURE__ */ plane({
  value: (x, y) => x * x - y * y,
  gradient: (x, y) => [2 * x, -2 * y],
  hessian: () => [2, 0, -2],
  bounds: [
    [-1.5, 1.5],
    [-1.5, 1.5],
  ],
  start: [-1, 0.001],
});

/** x³ − 3xy²: at 0 the Hessian is 0 too, and three ways lead down. */
const monkeySaddle = /* @__PURE__ */ plane({
  value: (x, y) => x * x * x - 3 * x * y * y,
  gradient: (x, y) => [3 * x * x - 3 * y * y, -6 * x * y],
  hessian: (x, y) => [6 * x, -6 * y, -6 * x],
  bounds: [
    [-1.5, 1.5],
    [-1.5, 1.5],
  ],
  start: [0.6, 0.1],
});

/** x²/100 − x/20 + 10y²: a thousand times steeper across than along. */
const longValley = /* @__PURE__ */ plane({
  value: (x, y) => 0.01 * x * x - 0.05 * x + 10 * y * y,
  gradient: (x, y) => [0.02 * x - 0.05, 20 * y],
  hessian: () => [0.02, 0, 20],
  bounds: [
    [-4, 6],
    [-1, 1],
  ],
  start: [-3, 0.001],
  minimum: [2.5, 0],
});

/** x₁, x₂ and target: features of sizes so different that w₁ must move a little and w₂ a lot. */
const table = [
  [114.8, 0.00323, 5.1],
  [338.1, 0.00183, 3.2],
  [98.8, 0.00279, 4.1],
] as const;
/** Mean over the three rows of what `of` makes of each. */
const mean = (of: (x1: number, x2: number, target: number) => number) =>
  (of(...table[0]) + of(...table[1]) + of(...table[2])) / table.length;

/** mean of (w₁x₁ + w₂x₂ − t)² over the textbook's three rows, as they are: its Hessian's condition number is 1.386e10. */
const ravine = /* @__PURE__ */ plane({
  value: (w1, w2) => mean((x1, x2, t) => (w1 * x1 + w2 * x2 - t) * (w1 * x1 + w2 * x2 - t)),
  gradient: (w1, w2) => [
    mean((x1, x2, t) => 2 * (w1 * x1 + w2 * x2 - t) * x1),
    mean((x1, x2, t) => 2 * (w1 * x1 + w2 * x2 - t) * x2),
  ],
  hessian: () => [mean((x1) => 2 * x1 * x1), mean((x1, x2) => 2 * x1 * x2), mean((_, x2) => 2 * x2 * x2)],
  bounds: [
    [-0.02, 0.02],
    [-500, 2500],
  ],
  start: [0, 0],
  minimum: [0.0014510048568139576, 1480.6810347011242],
});

/** Surfaces by name; all over a plane but noisyMoons, which has three weights. */
export const surfaces = /* @__PURE__ */ Object.freeze({
  beale,
  rosenbrock,
  saddle,
  monkeySaddle,
  longValley,
  noisyMoons,
  ravine,
} satisfies Record<string, Surface>);

// Small two-dimensional data sets drawn by the core's generator, the same bits on every engine.
import { cosTurn, sinTurn } from "../numbers/float64.ts";
import { NormalStream } from "../numbers/normalStream.ts";
import { DATASET } from "../numbers/purposes.ts";
import { type Dataset, dataset } from "./dataset.ts";

const SEED = 1;

type Point = readonly [x: number, y: number];

/** `rows` points; row i belongs to class i mod k and is number ⌊i/k⌋ of it. */
function points(
  stream: number,
  rows: number,
  classes: string[],
  at: (kind: number, index: number, r: NormalStream) => Point,
) {
  const random = new NormalStream(SEED, DATASET, stream);
  const inputs: Point[] = [];
  const targets: number[] = [];
  for (let row = 0; row < rows; row++) {
    const kind = row % classes.length;
    inputs.push(at(kind, Math.floor(row / classes.length), random));
    targets.push(kind);
  }
  return dataset({ inputs, targets, classes, featureNames: ["x1", "x2"] });
}

/** Two half circles that interlock: (cos t, sin t) and (1 − cos t, ½ − sin t), t in [0, π], noise of deviation 0.15. */
export function moons(): Dataset {
  return points(1, 200, ["upper", "lower"], (kind, index, random) => {
    const turn = index / 99 / 2;
    const [x, y] = [cosTurn(turn), sinTurn(turn)];
    const [dx, dy] = [0.15 * random.normal(), 0.15 * random.normal()];
    return kind === 0 ? [x + dx, y + dy] : [1 - x + dx, 0.5 - y + dy];
  });
}

/** Three arms from the middle, each two thirds of a turn, with noise of deviation 0.03 turns. */
export function spiral(): Dataset {
  return points(2, 300, ["first", "second", "third"], (kind, index, random) => {
    const radius = index / 99;
    const turn = kind / 3 + (2 / 3) * radius + 0.03 * random.normal();
    return [radius * sinTurn(turn), radius * cosTurn(turn)];
  });
}

/** A circle of radius ½ inside one of radius 1, noise of deviation 0.08. */
export function circles(): Dataset {
  return points(3, 200, ["outer", "inner"], (kind, index, random) => {
    const radius = kind === 0 ? 1 : 0.5;
    const [dx, dy] = [0.08 * random.normal(), 0.08 * random.normal()];
    return [radius * cosTurn(index / 100) + dx, radius * sinTurn(index / 100) + dy];
  });
}

/** The corners of the unit square, told apart by exclusive or: first the four themselves, then with deviation 0.15. */
export function xor(): Dataset {
  return points(4, 200, ["0", "1"], (kind, index, random) => {
    const a = index % 2;
    const b = kind === 0 ? a : 1 - a;
    const spread = index < 2 ? 0 : 0.15;
    return [a + spread * random.normal(), b + spread * random.normal()];
  });
}

/**
 * A regression with features of very different size: the textbook's three rows, then 57 of that kind with
 * x₁ in [95, 345], x₂ in [0.00175, 0.0033], and targets near the plane through the three rows (noise of deviation 0.1).
 */
export function ravine(): Dataset {
  const random = new NormalStream(SEED, DATASET, 5);
  const inputs = [
    [114.8, 0.00323],
    [338.1, 0.00183],
    [98.8, 0.00279],
  ];
  const targets = [5.1, 3.2, 4.1];
  while (inputs.length < 60) {
    const x1 = Math.round(950 + 2500 * random.uniform()) / 10;
    const x2 = Math.round(175 + 155 * random.uniform()) / 1e5;
    inputs.push([x1, x2]);
    targets.push(Math.round(1000 * (-2.2285 + 0.0046746 * x1 + 2102.742 * x2 + 0.1 * random.normal())) / 1000);
  }
  return dataset({ inputs, targets, featureNames: ["x1", "x2"] });
}

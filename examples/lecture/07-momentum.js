// L11, L12: "v ← γv + α ∂C/∂W, W ← W − v": gradients of high curvature cancel out, those of low curvature accumulate.
import assert from "node:assert/strict";
import { halveEvery, minimize, sgd, surfaces } from "ravine";
import { figure, heading, percent, say, table } from "./print.js";

heading("7  Momentum");
const valley = surfaces.longValley; // curvature 20 across, 0.02 along
const start = [-3, 0.5];
const [alpha, gamma, steps] = [0.065, 0.9, 200];

// By hand, as the lecture writes it; halveEvery(50) makes α change on the way.
const schedule = halveEvery(50);
let w = start;
let v = [0, 0];
for (let t = 0; t < steps; t++) {
  const gradient = valley.gradient(w);
  const rate = schedule.rate(alpha, t);
  v = v.map((speed, k) => gamma * speed + rate * gradient[k]);
  w = w.map((weight, k) => weight - v[k]);
}
const run = (options, settings = {}) =>
  minimize(valley, { start, optimizer: sgd({ learningRate: alpha, ...options }), steps, ...settings });
const lecture = await run({ momentum: gamma }, { schedule });
const pytorch = await run({ momentum: gamma, form: "pytorch" }, { schedule });
const apart = (path) => Math.hypot(path[steps][0] - w[0], path[steps][1] - w[1]);
say(
  'With a schedule it matters whether α stands inside v (the lecture; the default here) or outside (form: "pytorch"):',
);
table(
  ["form", "ends, away from the rule by hand"],
  [
    ["lecture", figure(apart(lecture.path))],
    ["pytorch", figure(apart(pytorch.path))],
  ],
);
assert(apart(lecture.path) < 1e-5 && apart(pytorch.path) > 1e-3);
const plain = { lecture: await run({ momentum: gamma }), pytorch: await run({ momentum: gamma, form: "pytorch" }) };
assert(Math.abs(plain.lecture.path[steps][0] - plain.pytorch.path[steps][0]) < 1e-5); // a constant α: no difference

// Why it works: of all gradients of a run, how much is left when they are added up?
const optimizers = { none: {}, momentum: { momentum: gamma }, Nesterov: { momentum: gamma, nesterov: true } };
const rows = [];
const results = {};
for (const [name, options] of Object.entries(optimizers)) {
  const { path, values } = await run(options);
  const gradients = path.slice(0, 60).map((point) => valley.gradient(point));
  const left = [0, 1].map((k) => {
    const along = gradients.map((gradient) => gradient[k]);
    return Math.abs(along.reduce((sum, g) => sum + g, 0)) / along.reduce((sum, g) => sum + Math.abs(g), 0);
  });
  const turns = path.slice(2, 60).filter((p, i) => (p[1] - path[i + 1][1]) * (path[i + 1][1] - path[i][1]) < 0).length;
  const progress = (path[60][0] - start[0]) / (valley.minimum[0] - start[0]);
  results[name] = { left, turns, progress, excess: values[steps] - valley.value(valley.minimum) };
  rows.push([name, percent(left[1]), percent(left[0]), turns, percent(progress), figure(results[name].excess)]);
}
say("A long valley, 60 iterations. Σg/Σ|g| is what remains of the gradients in their sum:");
table(["momentum", "Σg/Σ|g| across", "Σg/Σ|g| along", "turns across", "way along", "cost left after 200"], rows);
const { none, momentum, Nesterov } = results;
assert(none.left[1] < 0.6 && momentum.left[1] < 0.6); // across: they cancel
assert(none.left[0] > 0.99); // along: they add up
assert(momentum.progress > 4 * none.progress && Nesterov.progress > 4 * none.progress);
assert(momentum.turns < none.turns && momentum.excess < none.excess / 10);

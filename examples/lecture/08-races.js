// L14: Alec Radford's animations: noisy moons, Beale's function, a long valley and a saddle point, raced over by eight optimizers.
import assert from "node:assert/strict";
import { adadelta, adagrad, adam, minimize, rmsprop, saddleFreeNewton, sgd, surfaces } from "ravine";
import { figure, heading, say, table } from "./print.js";

heading("8  Races");
// The four surfaces of Alec Radford's animations: the same rates for all, no rate tuned to a surface.
const racers = {
  SGD: sgd({ learningRate: 0.02 }),
  momentum: sgd({ learningRate: 0.02, momentum: 0.9 }),
  NAG: sgd({ learningRate: 0.02, momentum: 0.9, nesterov: true }),
  Adagrad: adagrad({ learningRate: 0.2 }),
  Adadelta: adadelta(),
  RMSProp: rmsprop({ learningRate: 0.02 }),
  Adam: adam({ learningRate: 0.05 }),
  "saddle-free Newton": saddleFreeNewton({ krylov: "full" }),
};
const tracks = ["noisyMoons", "beale", "longValley", "saddle"];
const STEPS = 150;
/** The cost above the minimum after all iterations; on the saddle, which has none, the iterations until the cost is below −1. */
async function race(track, optimizer) {
  const surface = surfaces[track];
  const { values } = await minimize(surface, { start: surface.start, optimizer, steps: STEPS });
  if (surface.minimum) return Math.max(0, values[STEPS] - surface.value(surface.minimum));
  const left = values.findIndex((value) => value < -1);
  return left < 0 ? Number.POSITIVE_INFINITY : left;
}
const ends = {};
for (const [name, optimizer] of Object.entries(racers)) {
  ends[name] = {};
  for (const track of tracks) ends[name][track] = await race(track, optimizer);
}
say(
  `Cost above the minimum after ${STEPS} iterations; for the saddle the iterations until it has been left (–: diverged, or still there):`,
);
const shown = (value) => (Number.isFinite(value) ? figure(value) : "–");
table(
  ["", ...tracks],
  Object.entries(ends).map(([name, byTrack]) => [name, ...tracks.map((track) => shown(byTrack[track]))]),
);
const sevenFirst = Object.keys(racers).slice(0, -1); // without second derivatives
const winners = tracks.map((track) => sevenFirst.reduce((a, b) => (ends[b][track] < ends[a][track] ? b : a)));
table(
  ["surface", "best of the first seven"],
  tracks.map((track, i) => [track, winners[i]]),
);
assert(new Set(winners).size >= 2);
assert.equal(ends.SGD.saddle, Number.POSITIVE_INFINITY);
assert(ends["saddle-free Newton"].saddle < ends.Adam.saddle && ends["saddle-free Newton"].longValley < 1e-9);

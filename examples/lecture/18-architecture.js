// L27: "How many layers? How many units in each layer? What activation function to use?" The validation set chooses.
import assert from "node:assert/strict";
import { builtin, Network, search, split } from "ravine";
import { figure, heading, percent, say, table } from "./print.js";

heading("18  Architecture");
const sets = split(await builtin("spiral"), { seed: 1 });

// Every architecture is trained; the validation set chooses, the test set has no say.
const { best, trials } = await search(sets, {
  hidden: [[], [4], [32], [16, 16]],
  activations: ["relu", "tanh"],
  seed: 1,
  epochs: 60,
});
const nameOf = ({ hidden, activation }) =>
  hidden.length === 0 ? "no hidden layer" : `${hidden.join(" → ")} ${activation}`;
table(
  ["hidden units", "weights", "training loss", "validation loss", ""],
  trials.map((trial) => [
    nameOf(trial),
    trial.parameters,
    figure(trial.train.loss),
    figure(trial.validation.loss),
    trial.fingerprint === best.fingerprint ? "◀ best" : "",
  ]),
);
say(`On the test set it reads ${percent(best.test.accuracy)} of the rows right.`);
assert.equal(best.validation.loss, Math.min(...trials.map((trial) => trial.validation.loss)));
assert(best.hidden.length > 0 && best.test.accuracy > 0.9);

// Each trial can be made again, to the last bit.
const again = await Network.create(best.network);
await again.fit(sets.train, { ...best.fit, validation: sets.validation });
assert.equal(again.fingerprint(), best.fingerprint);

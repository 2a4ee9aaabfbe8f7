// A small app, as each bundler builds it: trains on the page and in a worker.
import { adam, builtin, dense, Network, split } from "ravine";
import { Network as Far } from "ravine/worker";

const { train, validation } = split(await builtin("iris"), { validation: 0.2, test: 0 });
const spec = { inputs: 4, layers: [dense(9, { activation: "tanh" }), dense(3)], loss: "softmaxCrossEntropy" };
const options = { validation, epochs: 5, optimizer: adam({ learningRate: 0.01 }) };

async function both() {
  const here = await Network.create(spec);
  await here.fit(train, options);
  const there = await Far.create(spec);
  await there.fit(train, options);
  return { here: here.fingerprint(), there: await there.fingerprint() };
}

const result = await both().catch((error) => ({ error: `${error.name}: ${error.message}` }));
await fetch("/result?mode=app", { method: "POST", body: JSON.stringify(result) });

// Runs in a page, what its address asks for, and posts the result to the server.
import * as ravine from "ravine";
import * as worker from "ravine/worker";
import { conformance, task } from "./conformance.js";

const messageOf = (promise) =>
  promise.then(
    () => "no error",
    (error) => `${error.name}: ${error.message}`,
  );

/** 1,000 steps on the page's own thread: turns of its event loop meanwhile, and how long it waited for them. */
async function breathing() {
  const { train, spec, options } = await task(ravine);
  const { port1, port2 } = new MessageChannel();
  const waits = [];
  let [last, going] = [performance.now(), true];
  port1.onmessage = () => {
    const now = performance.now();
    waits.push(now - last);
    last = now;
    if (going) port2.postMessage(0);
  };
  const layers = [ravine.dense(256, { activation: "relu" }), ravine.dense(10)];
  const network = await ravine.Network.create({ ...spec, layers });
  const before = performance.now();
  last = before;
  port2.postMessage(0);
  const run = await network.fit(train, { ...options, epochs: undefined, steps: 1000, batchSize: 64 });
  const milliseconds = performance.now() - before;
  going = false;
  waits.sort((a, b) => b - a);
  return { steps: run.steps, turns: waits.length, longest: waits.slice(0, 3), milliseconds };
}

async function trained() {
  const { train, spec, options } = await task(ravine);
  const here = await ravine.Network.create(spec);
  await here.fit(train, options);
  const there = await worker.Network.create(spec);
  await there.fit(train, options);
  return { here: here.fingerprint(), there: await there.fingerprint() };
}

const modes = {
  all: async () => ({
    ...(await conformance({ ravine, worker, given: await (await fetch("/given")).text() })),
    breathing: await breathing(),
  }),
  trained,
  "no-workers": async () => messageOf(task(ravine).then(({ spec }) => worker.Network.create(spec))),
  "no-wasm": async () => messageOf(task(ravine).then(({ spec }) => ravine.Network.create(spec))),
};

const mode = new URLSearchParams(location.search).get("mode");
const result = await modes[mode]().catch((error) => ({ error: `${error.name}: ${error.message}\n${error.stack}` }));
await fetch(`/result?mode=${mode}`, { method: "POST", body: JSON.stringify(result) });
document.body.textContent = `done: ${mode}`;

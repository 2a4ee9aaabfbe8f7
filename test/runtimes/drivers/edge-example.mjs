// Runs examples/edge in workerd through miniflare, with clocks that stand still. Prints one line of JSON.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Miniflare } from "miniflare";

// the package as the app in this folder has it
const ravine = createRequire(join(process.cwd(), "app.js")).resolve("ravine");
const { builtin, Network, split, subset } = await import(pathToFileURL(ravine).href);

const ROWS = 160;
const folder = process.argv[2];
const persist = mkdtempSync(join(tmpdir(), "ravine-edge-"));
const read = (path) => readFileSync(join(folder, path));

/** As in a deployed Worker: time passes only between requests. */
const frozen = "performance.now = () => 0; Date.now = () => 0;\n";
const start = () =>
  new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.js", contents: frozen + read("worker.js").toString() },
      ...readdirSync(folder)
        .filter((path) => path.endsWith(".wasm"))
        .map((path) => ({ type: "CompiledWasm", path, contents: read(path) })),
      { type: "Data", path: "model.safetensors", contents: read("model.safetensors") },
    ],
    compatibilityDate: "2026-01-01",
    durableObjects: { LEARNERS: { className: "Learner", useSQLite: true } },
    durableObjectsPersist: persist,
  });

let miniflare = start();
const ask = async (path, body, method = body === undefined ? "GET" : "POST") => {
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const response = await miniflare.dispatchFetch(`http://localhost${path}`, { method, body: text });
  return { status: response.status, ...(await response.json()) };
};

const { train } = split(await builtin("digits"), { validation: 0.5, test: 0 });
const rowsOf = (data) => ({
  inputs: Array.from({ length: data.rows }, (_, i) => [...data.inputs.subarray(i * 64, (i + 1) * 64)]),
  targets: [...data.targets],
});
const [first, second] = [0, 1].map((half) =>
  subset(
    train,
    Array.from({ length: ROWS }, (_, i) => half * ROWS + i),
  ),
);
const { round, STEPS_PER_REQUEST: SLICE } = await import(join(folder, "../round.js"));
const steps = round.epochs * Math.ceil(ROWS / round.batchSize);

try {
  const model = await Network.load(read("model.safetensors"));
  const { inputs, targets } = rowsOf(first);

  // the very first request is answered with a prediction, and with the bits of this engine
  const predicted = await ask("/anna/predict", { inputs });
  assert.equal(predicted.status, 200);
  assert.deepEqual(predicted.classes, model.classify(first.inputs));
  assert.deepEqual(Float32Array.from(predicted.probabilities.flat()), model.predict(first.inputs));

  // what cannot be used is refused with its reason
  const refused = async (status, reason, path, body, method) => {
    const answer = await ask(path, body, method);
    assert.equal(answer.status, status, JSON.stringify(answer));
    assert.match(answer.error, reason);
  };
  const [row] = inputs;
  await refused(404, /NAME/, "/", undefined);
  await refused(404, /no \/NAME\/train/, "/anna/train", {});
  await refused(404, /no \/NAME\/constructor/, "/anna/constructor", {});
  await refused(405, /POST/, "/anna/learn", undefined);
  for (const action of ["predict", "learn"]) {
    const path = `/anna/${action}`;
    const labels = (count) => Array(count).fill(0);
    await refused(400, /not a JSON object/, path, "{");
    await refused(400, /not a JSON object/, path, "[]");
    await refused(400, /at least one row/, path, {});
    await refused(413, /at most 1000/, path, { inputs: Array(1001).fill([1]), targets: labels(1001) });
    await refused(413, /longer than/, path, " ".repeat(2 ** 20 + 1));
    await refused(422, /expected 64/, path, { inputs: [[...row, 1]], targets: [0] });
    await refused(422, /row 1/, path, { inputs: [row, row.slice(1)], targets: [0, 0] });
    await refused(422, /row 0/, path, { inputs: [row.map((v, i) => (i === 5 ? null : v))], targets: [0] });
    await refused(422, /inputs|row|array/, path, { inputs: ["a", "b"], targets: [0, 0] });
  }
  await refused(400, /class number/, "/anna/learn", { inputs });
  await refused(422, /targets/, "/anna/learn", { inputs, targets: targets.slice(1) });
  await refused(422, /targets/, "/anna/learn", { inputs, targets: targets.map(() => 77) });
  assert.deepEqual(await ask("/anna"), {
    status: 200,
    round: 0,
    steps: 0,
    done: true,
    fingerprint: model.fingerprint(),
  });

  // a run over many requests, with a crash in the middle of one, ends in the bits of one run
  let answer;
  let requests = 0;
  const learn = async (table) => {
    answer = await ask("/anna/learn", rowsOf(table));
    assert.equal(answer.status, 200, JSON.stringify(answer));
    requests++;
  };
  await learn(first);
  assert.equal(answer.steps, SLICE);
  await learn(first);
  const before = answer.steps;
  const lost = ask("/anna/learn", rowsOf(first)).catch(() => "lost");
  await new Promise((resolve) => setTimeout(resolve, 5));
  await miniflare.dispose();
  await lost;
  miniflare = start();
  const after = await ask("/anna");
  assert.ok(
    after.steps === before || after.steps === before + SLICE,
    `${after.steps} steps after ${before} and a crash`,
  );
  while (!answer.done) await learn(first);
  const whole = await Network.load(read("model.safetensors"));
  await whole.fit(first, round);
  assert.equal(answer.steps, steps);
  assert.equal(answer.fingerprint, whole.fingerprint());

  // other rows begin a new round, from the weights as they are; two at once wait for each other
  await Promise.all([learn(second), learn(second)]);
  while (!answer.done) await learn(second);
  const next = await Network.load(whole.save());
  await next.fit(second, round);
  assert.deepEqual([answer.round, answer.fingerprint], [2, next.fingerprint()]);
  const named = await ask("/berta");
  assert.equal(named.fingerprint, model.fingerprint());

  console.log(JSON.stringify({ fingerprint: answer.fingerprint, requests, lost: before + SLICE - after.steps }));
} finally {
  await miniflare.dispose();
  rmSync(persist, { recursive: true, force: true });
}

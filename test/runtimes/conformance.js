// The one program that every runtime runs: what it computes must be the same everywhere.

/** FNV-1a over bytes, as 8 hex digits. */
function hash(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let h = 0x811c9dc5;
  for (const byte of bytes) h = Math.imul(h ^ byte, 0x01000193);
  return (h >>> 0).toString(16).padStart(8, "0");
}

const toText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** The digits, and the network and run that all runtimes train. */
export async function task(ravine) {
  const { adam, builtin, dense, dropout, halveEvery, split, standardizer } = ravine;
  const { train, validation, test } = split(await builtin("digits"), { validation: 0.15, test: 0.15 });
  const layers = [dense(48, { activation: "relu" }), dropout({ keep: 0.9 }), dense(10)];
  const spec = { inputs: 64, layers, loss: "softmaxCrossEntropy", l2: 1e-4, standardizer: standardizer(train) };
  const optimizer = adam({ learningRate: 0.003 });
  const options = { validation, epochs: 4, optimizer, schedule: halveEvery(2), clip: { norm: 5 } };
  return { train, validation, test, spec, options };
}

/** Ways in which a worker may be absent: the runtime has none. */
async function inWorker(worker, spec, train, options) {
  try {
    const network = await worker.Network.create(spec);
    await network.fit(train, options);
    const fingerprint = await network.fingerprint();
    await network.dispose();
    return fingerprint;
  } catch (error) {
    if (error.name === "StateError") return `none: ${error.message}`;
    throw error;
  }
}

/** The fused core, where this runtime takes it: how far its predictions lie from the reproducible ones. */
async function relaxed(ravine, { spec, train, options, test }) {
  if (ravine.loadCore === undefined) return { core: "none" };
  const [plain, fast] = await Promise.all(
    ["reproducible", "fast"].map((precision) => ravine.Network.create({ ...spec, precision })),
  );
  const run = await fast.fit(train, options);
  await plain.fit(train, options);
  const [a, b] = [plain.predict(test.inputs), fast.predict(test.inputs)];
  const distance = a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
  return { core: run.note ?? "relaxed", distance };
}

/**
 * @param given  a checkpoint that another runtime made, as base64
 * @returns `same`: what must be equal on all runtimes; the rest is this runtime's own
 */
export async function conformance({ ravine, worker, given }) {
  const { Network, check, resume } = ravine;
  const results = await check();
  const work = await task(ravine);
  const { train, validation, test, spec, options } = work;

  const network = await Network.create(spec);
  const run = await network.fit(train, options);
  const predictions = network.predict(test.inputs);
  const saved = network.save();
  const loaded = await Network.load(saved);

  const cut = await (await Network.create(spec)).fit(train, { ...options, steps: 61 });
  const checkpoint = cut.checkpoint();
  const resumed = await resume(given ? toBytes(given) : checkpoint, train, { validation });
  await cut.continue({ steps: run.steps - 61 });

  const fingerprint = network.fingerprint();
  return {
    same: {
      cases: Object.fromEntries(results.map((result) => [result.name, result.fingerprint])),
      fingerprint,
      steps: run.steps,
      curve: run.curve.points.map(({ train: t, validation: v, gradientNorm }) => ({ t, v, gradientNorm })),
      batchCost: hash(run.curve.batchCost),
      saved: hash(saved),
      predictions: hash(predictions),
      evaluation: network.evaluate(test),
      classes: network.classify(test.inputs).join(""),
      loaded: [loaded.fingerprint(), hash(loaded.predict(test.inputs))],
      resumed: resumed.network.fingerprint(),
      continued: cut.network.fingerprint(),
    },
    unpublished: results.filter((result) => result.published === undefined).length,
    wrong: results.filter((result) => !result.ok).map((result) => result.name),
    consistent: [resumed, cut].every((other) => other.network.fingerprint() === fingerprint),
    worker: await inWorker(worker, spec, train, options),
    relaxed: await relaxed(ravine, work),
    checkpoint: toText(checkpoint),
  };
}

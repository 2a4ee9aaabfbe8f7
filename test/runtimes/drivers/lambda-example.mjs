// Runs the single file that examples/lambda is bundled to, with nothing beside it. Prints one line of JSON.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// the package as the app in this folder has it
const ravine = createRequire(join(process.cwd(), "app.js")).resolve("ravine");
const { builtin, Network, subset } = await import(pathToFileURL(ravine).href);

const folder = process.argv[2];
const alone = mkdtempSync(join(tmpdir(), "ravine-lambda-"));
try {
  const file = join(alone, "handler.mjs");
  copyFileSync(join(folder, "handler.mjs"), file);
  const { handler, round } = await import(pathToFileURL(file).href);
  const call = async (body) => {
    const { statusCode, body: text } = await handler({ body: typeof body === "string" ? body : JSON.stringify(body) });
    return { statusCode, ...JSON.parse(text) };
  };
  const digits = await builtin("digits");
  const data = subset(
    digits,
    Array.from({ length: 160 }, (_, i) => i),
  );
  const inputs = Array.from({ length: data.rows }, (_, i) => [...data.inputs.subarray(i * 64, (i + 1) * 64)]);
  const learn = { inputs, targets: [...data.targets] };
  const model = readFileSync(join(folder, "model.safetensors"));
  assert.deepEqual((await call({ predict: inputs })).classes, (await Network.load(model)).classify(inputs));

  let answer = await call({ learn });
  let calls = 1;
  for (; !answer.done; calls++) answer = await call({ learn, checkpoint: answer.checkpoint });
  const whole = await Network.load(model);
  await whole.fit(data, round);
  assert.equal(answer.fingerprint, whole.fingerprint());

  for (const body of [
    "{",
    {},
    { predict: [[1]] },
    { learn: { inputs } },
    { learn, checkpoint: "AAAA" },
    "null",
    "[]",
    { learn, checkpoint: 5 },
  ]) {
    const { statusCode, error } = await call(body);
    assert.equal(statusCode, 400);
    assert.ok(error.length > 10);
  }
  console.log(JSON.stringify({ fingerprint: answer.fingerprint, calls }));
} finally {
  rmSync(alone, { recursive: true, force: true });
}

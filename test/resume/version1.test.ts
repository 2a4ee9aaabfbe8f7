// A checkpoint that version 1 wrote goes on to the same bits: plateau, early stopping and best weights in the middle of their work.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTensors } from "../../src/formats/readTensors.ts";
import { adam, reduceOnPlateau, resume } from "../../src/index.ts";
import { expectSame, make, train, validation } from "./runs.ts";

const bytes = readFileSync(new URL("../golden/files/watched-1.safetensors", import.meta.url));

/** What the committed file was cut from at step 40: the best evaluation is that of step 24, after which five were not better. */
const unbroken = async () =>
  (await make()).fit(train, {
    optimizer: adam({ learningRate: 0.3 }),
    schedule: reduceOnPlateau({ monitor: "train.loss", patience: 1, minDelta: 0.02 }),
    validation,
    epochs: 40,
    batchSize: 7,
    evaluateEvery: { steps: 3 },
    earlyStopping: { patience: 7 },
  });

test("a run under plateau, early stopping and best weights ends as the unbroken one", async () => {
  expect(readTensors("test", bytes).metadata.version).toBe("1");
  const resumed = await resume(bytes, train, { validation });
  expectSame(resumed, await unbroken());
  expect(resumed.network.fingerprint()).toBe("3515ea70f602904f");
  expect([resumed.reason, resumed.steps, resumed.best?.step]).toEqual(["patience", 48, 24]);
});

test("taken up and written again it is of version 2, and goes on to the same end", async () => {
  const taken = await resume(bytes, train, { validation, signal: AbortSignal.abort() });
  expect([taken.steps, taken.best?.step]).toEqual([40, 24]);
  const again = taken.checkpoint();
  expect(readTensors("test", again).metadata.version).toBe("2");
  expectSame(await resume(again, train, { validation }), await unbroken());
});

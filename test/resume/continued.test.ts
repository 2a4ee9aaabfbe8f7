import { expect, test } from "vitest";
import { Network } from "../../src/api/network.ts";
import { resume } from "../../src/api/resume.ts";
import { builtin } from "../../src/data/builtin.ts";
import { dense } from "../../src/layers/dense.ts";

const make = () =>
  Network.create({ inputs: 4, layers: [dense(6, { activation: "tanh" }), dense(3)], loss: "softmaxCrossEntropy" });

test("a checkpoint of a continued run that was cut leads to the continued run's last epoch", async () => {
  const data = await builtin("iris");
  const whole = await make();
  await whole.fit(data, { epochs: 20 });

  const abort = new AbortController();
  const cut = await (await (await make()).fit(data, { epochs: 7 })).continue({
    epochs: 13,
    signal: abort.signal,
    onProgress: ({ epoch }) => epoch === 11 && abort.abort(),
  });
  expect(cut.reason).toBe("aborted");
  const resumed = await resume(cut.checkpoint(), data);
  expect(resumed.steps).toBe(100);
  expect(resumed.network.fingerprint()).toBe(whole.fingerprint());
});

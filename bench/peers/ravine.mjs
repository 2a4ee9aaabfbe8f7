// Ravine through its public `fit` and `predict`; option "fast" asks for the relaxed build.
import { readFileSync } from "node:fs";
import { data } from "../jobs.mjs";
import { network, optimizerOf } from "../steps.mjs";
import { computed } from "./work.mjs";

const version = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;

/** Seconds of some epochs: the clock is read where fit asks for an epoch's rate, and the first epoch is not counted. */
async function train(ravine, job, net, table, epochs) {
  const stop = new AbortController();
  const clock = { start: 0, end: 0 };
  const schedule = {
    ...ravine.constant(),
    rate(base, epoch) {
      if (epoch === 1 && clock.start === 0) clock.start = computed();
      if (epoch === epochs + 1 && clock.end === 0) {
        clock.end = computed();
        stop.abort();
      }
      return base;
    },
  };
  const run = await net.fit(table, {
    optimizer: optimizerOf(ravine, job),
    schedule,
    epochs: epochs + 2,
    batchSize: job.batch,
    evaluateEvery: false,
    signal: stop.signal,
  });
  if (run.note !== undefined) throw new Error(run.note);
  return clock.end - clock.start;
}

export async function open(job, option) {
  const ravine = await import("../../build/index.js");
  const precision = option === "fast" ? "fast" : "reproducible";
  const net = await network(ravine, job, { precision });
  const { inputs, targets } = data(job);
  const classes = Array.from({ length: Math.max(2, job.widths.at(-1)) }, (_, c) => `class ${c}`);
  const table = ravine.dataset({ inputs, targets, features: job.widths[0], classes });
  if (!job.predicts) return { version, unit: job.rows, run: (epochs) => train(ravine, job, net, table, epochs) };
  await train(ravine, job, net, table, 1); // throws where the engine does not take what was asked for
  const row = inputs.subarray(0, job.widths[0]);
  const run = (times) => {
    for (let i = 0; i < times; i++) net.predict(row);
  };
  return { version, unit: 1, run };
}

// One peer on one job in a process of its own: runs a chunk when a line on stdin asks for one.
//   node child.mjs <adapter> <job> [option]      asks: { milliseconds }; answers, a line each: { ready }, { cannot } or { samples, seconds }
//
// An adapter exports `open(job, option)`, which throws what it cannot do, or resolves to { version, note?, unit, run(units), predict? }:
// `unit` samples are the least that `run` can do; run(n) trains on (or predicts) n units, and may resolve to seconds by its own clock.
import { createInterface } from "node:readline";
import { computed, jobOf } from "./work.mjs";

const [adapter, name, option] = process.argv.slice(2);
const answer = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
console.log = console.error; // stdout is for answers; some libraries talk

const firstLine = (error) => String(error?.message ?? error).split("\n")[0];

/** Runs units until the processor has worked that long; doubles the portion, so that a fast peer is not asked too often. */
async function chunk(peer, milliseconds) {
  let units = 0;
  let seconds = 0;
  for (let portion = 1; seconds * 1000 < milliseconds; ) {
    const start = computed();
    const measured = await peer.run(portion);
    const took = measured ?? computed() - start;
    units += portion;
    seconds += took;
    portion = Math.max(1, Math.min(2 * portion, Math.floor((milliseconds / 1000 - seconds) / (took / portion))));
  }
  return { samples: units * peer.unit, seconds };
}

try {
  const { open } = await import(`./${adapter}`);
  const peer = await open(jobOf(name), option);
  await peer.run(1);
  answer({ ready: { version: peer.version, note: peer.note } });
  for await (const line of createInterface({ input: process.stdin }))
    answer(await chunk(peer, JSON.parse(line).milliseconds));
} catch (error) {
  answer({ cannot: firstLine(error) });
}
process.exit(0);

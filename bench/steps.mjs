// Whole training steps through the public `fit`: order, rates, gather, forward, loss, backward, guard, update.
import { data, flopsPerRow, jobs } from "./jobs.mjs";
import { figures } from "./measure.mjs";

const CHUNK_MILLISECONDS = 12;

/** Milliseconds that this process has computed: an epoch is too long to be left alone by other processes. */
function computed() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The network of a job, made by `ravine` (what the package exports). */
export function network(ravine, { widths, activation }, options) {
  const hidden = widths.slice(1, -1).map((units) => ravine.dense(units, { activation }));
  const outputs = widths[widths.length - 1];
  const loss = outputs === 1 ? "binaryCrossEntropy" : "softmaxCrossEntropy";
  return ravine.Network.create({ inputs: widths[0], layers: [...hidden, ravine.dense(outputs)], loss, ...options });
}

export const optimizerOf = (ravine, { optimizer }) =>
  optimizer === "adam" ? ravine.adam({ learningRate: 0.001 }) : ravine.sgd({ learningRate: 0.01, momentum: 0.9 });

/**
 * Seconds per epoch of one long fit. The clock is read where fit asks the schedule for an epoch's rates; the peak's chunk runs there, too,
 * and is not counted.
 */
async function epochs(ravine, job, peak, seconds, options) {
  const { inputs, targets } = data(job);
  const classes = Array.from({ length: Math.max(2, job.widths.at(-1)) }, (_, c) => `class ${c}`);
  const train = ravine.dataset({ inputs, targets, features: job.widths[0], classes });
  const net = await network(ravine, job, options);
  const chunks = [];
  const stop = new AbortController();
  const begun = performance.now();
  const clock = { at: computed(), epoch: 0 };
  const schedule = {
    ...ravine.constant(),
    rate(base, epoch) {
      if (epoch === clock.epoch) return base;
      const now = computed();
      if (now - clock.at < CHUNK_MILLISECONDS) return base;
      if (clock.epoch > 0) chunks.push((now - clock.at) / 1000 / (epoch - clock.epoch));
      peak.tick();
      clock.epoch = epoch;
      if (performance.now() - begun > 1000 * seconds && chunks.length >= 5) stop.abort();
      clock.at = computed();
      return base;
    },
  };
  const run = await net.fit(train, {
    optimizer: optimizerOf(ravine, job),
    schedule,
    epochs: 1e6,
    batchSize: job.batch,
    evaluateEvery: false,
    signal: stop.signal,
  });
  net.dispose();
  return { chunks, note: run.note };
}

/** Samples per second of each job; `kind` names the peak that they are held against. */
export async function steps(
  ravine,
  peak,
  kind,
  { seconds = 1.5, rounds = 3, names = Object.keys(jobs), ...options } = {},
) {
  const all = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const { chunks, note } = await epochs(ravine, jobs[name], peak, seconds / rounds, options);
      if (kind === "relaxed" && note !== undefined) return [];
      all[name].push(...chunks.slice(1));
    }
  }
  return names.map((name) => {
    const job = jobs[name];
    const { fastest, median, spread } = figures(all[name]);
    const samplesPerSecond = job.rows / fastest;
    return {
      job: name,
      samplesPerSecond,
      share: (samplesPerSecond * flopsPerRow(job)) / 1e9 / peak.of(kind),
      microsecondsPerStep: (1e6 * job.batch) / samplesPerSecond,
      median: job.rows / median,
      spread,
    };
  });
}

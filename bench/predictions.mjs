// Prediction of one row and of 256 rows through the public `predict`.
import { data, jobs } from "./jobs.mjs";
import { interleaved } from "./measure.mjs";
import { network } from "./steps.mjs";

/** Microseconds of one call of `predict` through 784-128-10. */
export async function predictions(ravine, peak, options) {
  const job = { ...jobs.A32, rows: 256 };
  const net = await network(ravine, job);
  const { inputs } = data(job);
  const one = inputs.subarray(0, job.widths[0]);
  const tasks = [
    { rows: 1, run: () => net.predict(one) },
    { rows: 256, run: () => net.predict(inputs) },
  ];
  const times = interleaved(tasks, peak, options);
  net.dispose();
  return tasks.map(({ rows }, i) => {
    const { fastest, median, spread } = times[i];
    return { rows, microseconds: 1e6 * fastest, median: 1e6 * median, rowsPerSecond: rows / fastest, spread };
  });
}

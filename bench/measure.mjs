// Times tasks in turn, chunk by chunk, so that a machine whose speed swings treats all alike.

/** Of the peak's kernels: 12 chains × 4 lanes × (multiply + add). */
const FLOPS_PER_TURN = 96;

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Fastest and median seconds of a list of chunks, and how far the middle half spreads, relative to the median. */
export function figures(seconds) {
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const middle = median(sorted);
  return { fastest: sorted[0], median: middle, spread: (at(0.75) - at(0.25)) / middle, chunks: sorted.length };
}

/** The peaks seen so far: the yardstick that runs beside everything else. */
export class Peak {
  constructor(plain, relaxed) {
    this.kernels = { plain, relaxed };
    this.seconds = { plain: [], relaxed: [] };
    this.turns = 20000;
  }

  /** One chunk of about half a millisecond of each. */
  tick() {
    for (const [name, exports] of Object.entries(this.kernels)) {
      if (!exports) continue;
      const start = performance.now();
      exports[name](this.turns, 0.5);
      this.seconds[name].push((performance.now() - start) / 1000);
    }
  }

  #gflops = (seconds) => (this.turns * FLOPS_PER_TURN) / seconds / 1e9;

  /** GFLOP/s of the fastest chunk so far. */
  of(name) {
    const all = this.seconds[name];
    return all.length === 0 ? null : this.#gflops(Math.min(...all));
  }

  report() {
    const one = (name) => {
      if (this.seconds[name].length === 0) return null;
      const { fastest, median: middle, spread, chunks } = figures(this.seconds[name]);
      return { gflops: this.#gflops(fastest), median: this.#gflops(middle), spread, chunks };
    };
    return { plain: one("plain"), relaxed: one("relaxed") };
  }
}

/**
 * Runs tasks `{ run, prepare? }` in turn for `rounds`, each in chunks of about `milliseconds`, the peak beside them.
 * @returns per task the seconds of one `run`, fastest and median
 */
export function interleaved(tasks, peak, { rounds = 30, milliseconds = 2 } = {}) {
  const plans = tasks.map((task) => {
    const { run, prepare } = task;
    prepare?.();
    for (let i = 0; i < 20; i++) run();
    let times = 1;
    for (;;) {
      const start = performance.now();
      for (let i = 0; i < times; i++) run();
      const took = performance.now() - start;
      if (took >= milliseconds / 2 || times >= 2 ** 24) break;
      times *= 2;
    }
    return { task, times, seconds: [] };
  });
  for (let round = 0; round < rounds; round++) {
    for (const { task, times, seconds } of plans) {
      task.prepare?.();
      task.run();
      const start = performance.now();
      for (let i = 0; i < times; i++) task.run();
      seconds.push((performance.now() - start) / 1000 / times);
      peak?.tick();
    }
  }
  return plans.map(({ seconds }) => figures(seconds));
}

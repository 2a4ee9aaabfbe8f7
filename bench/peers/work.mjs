// What every peer is given: the job, minibatches in an order from a seed, the first weights, the clock.
import { readFileSync } from "node:fs";
import { data, jobs } from "../jobs.mjs";

/** The training jobs, one row predicted through 784-128-10, and the first step of a fresh process. */
export const names = [...Object.keys(jobs), "predict", "start"];

export function jobOf(name) {
  if (name === "predict") return { ...jobs.A32, name, batch: 1, rows: 256, predicts: true };
  if (name === "start") return { ...jobs.A32, name, rows: jobs.A32.batch, predicts: false };
  return { ...jobs[name], name, predicts: false };
}

/** Seconds that this process has computed, all its threads together. */
export function computed() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The installed version of a package of this folder. */
export function versionOf(name) {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8")).version;
}

function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Rows of the job's table in a new order each epoch; an incomplete last batch is left out. */
export class Batches {
  constructor(job) {
    const { widths, batch, rows } = job;
    Object.assign(this, data(job), { batch, rows, width: widths[0], outputs: widths.at(-1) });
    this.random = uniform(11);
    this.order = Int32Array.from({ length: rows }, (_, row) => row);
    this.at = rows;
    this.x = new Float32Array(batch * this.width);
    this.y = new Float32Array(batch * this.outputs);
  }

  /** Row numbers of the next batch. */
  next() {
    const { order, rows, batch } = this;
    if (this.at + batch > rows) {
      for (let i = rows - 1; i > 0; i--) {
        const j = Math.floor(this.random() * (i + 1));
        [order[i], order[j]] = [order[j], order[i]];
      }
      this.at = 0;
    }
    this.at += batch;
    return order.subarray(this.at - batch, this.at);
  }

  row(r) {
    return this.inputs.subarray(r * this.width, (r + 1) * this.width);
  }

  /** Targets of one row, a one for its class; one output holds the class itself. */
  target(r) {
    const target = new Array(this.outputs).fill(0);
    if (this.outputs === 1) target[0] = this.targets[r];
    else target[this.targets[r]] = 1;
    return target;
  }

  /** The next batch as a matrix of inputs `x` and one of targets `y`, overwritten by the next call. */
  gather() {
    const rows = this.next();
    this.y.fill(0);
    rows.forEach((r, i) => {
      this.x.set(this.row(r), i * this.width);
      if (this.outputs === 1) this.y[i] = this.targets[r];
      else this.y[i * this.outputs + this.targets[r]] = 1;
    });
    return this;
  }
}

/** First weights and biases, per layer a matrix inputs × units, row by row, and zeros. */
export function parameters({ widths }) {
  const random = uniform(5);
  return widths.slice(1).map((units, l) => {
    const limit = Math.sqrt(6 / widths[l]);
    const weights = Float32Array.from({ length: widths[l] * units }, () => limit * (2 * random() - 1));
    return { inputs: widths[l], units, weights, biases: new Float32Array(units) };
  });
}

// The benchmark's document as tables for a person. Measures nothing.
import { heading } from "./machine.mjs";

export const number = (value, digits = 3) =>
  value === null || value === undefined ? "–" : Number(value.toPrecision(digits)).toLocaleString("en");
export const percent = (value) => (value === null || value === undefined ? "–" : `${(100 * value).toFixed(1)} %`);

export function table(title, head, rows) {
  const all = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i].length)));
  const line = (row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("   ");
  return [`\n${title}`, line(head), ...all.slice(1).map(line)].join("\n");
}

const productRows = (list) =>
  list.map(({ shape, kind, gflops, share, spread }) => [
    `${shape} ${kind}`,
    number(gflops),
    percent(share),
    percent(spread),
  ]);
const stepRows = (list) =>
  list.map(({ job, samplesPerSecond, share, microsecondsPerStep, spread }) => {
    return [job, number(samplesPerSecond), percent(share), number(microsecondsPerStep), percent(spread)];
  });

export function printed(d) {
  const { peak } = d;
  const out = [heading(d)];
  const peakRow = (name) =>
    peak[name]
      ? [name, number(peak[name].gflops), number(peak[name].median), percent(peak[name].spread)]
      : [name, "–", "–", "–"];
  out.push(
    table(
      "the machine's limit, one thread, float32",
      ["", "GFLOP/s", "median", "spread"],
      ["plain", "relaxed"].map(peakRow),
    ),
  );
  const share = ["", "GFLOP/s", "of the peak", "spread"];
  const rate = ["", "samples/s", "of the peak", "µs per step", "spread"];
  out.push(table("products", share, productRows(d.products)));
  if (d.relaxedProducts.length > 0) out.push(table("products, relaxed build", share, productRows(d.relaxedProducts)));
  out.push(table("whole training steps", rate, stepRows(d.steps)));
  if (d.relaxedSteps.length > 0) out.push(table("whole training steps, relaxed build", rate, stepRows(d.relaxedSteps)));
  out.push(
    table(
      "predict, 784-128-10",
      ["rows", "µs", "rows/s"],
      d.predictions.map((p) => [p.rows, number(p.microseconds), number(p.rowsPerSecond)]),
    ),
  );
  out.push(
    table(
      "optimizers, ns per parameter",
      ["", "normal", "subnormal", "ratio"],
      d.optimizers.map((o) => [o.optimizer, number(o.nanoseconds), number(o.subnormal), number(o.ratio)]),
    ),
  );
  out.push(
    table(
      "functions, ns per element",
      ["", "core", "host"],
      d.functions.map((f) => [f.function, number(f.nanoseconds), number(f.host)]),
    ),
  );
  const { start, bytes } = d;
  out.push(
    `\nfresh process to the first trained step: ${number(start.trainedMilliseconds)} ms, an empty one ${number(start.emptyMilliseconds)} ms: × ${number(start.ratio)}`,
  );
  out.push(
    table(
      "bytes",
      ["", "bytes", "budget"],
      bytes.map((b) => [b.what, b.bytes, b.budget]),
    ),
  );
  return out.join("\n");
}

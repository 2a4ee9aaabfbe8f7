// The document of bench:peers as tables for a person. Measures nothing.
import { heading } from "../machine.mjs";
import { number, percent, table } from "../print.mjs";
import { peers as listed } from "./list.mjs";

const goal = (pair) => (pair ? pair.map((value) => number(value)).join(", ") : "");
/** Each job shows what people ask of it: a rate, or how long one takes. Above 1, a ratio speaks for Ravine in both. */
const ratios = (ours) => `its time ÷ ${ours}'s`;
const units = {
  predict: { head: "µs per row", of: (p) => 1e6 / p.samplesPerSecond, ratio: ratios },
  start: { head: "ms", of: (p) => 1000 / p.samplesPerSecond, ratio: ratios },
};
const rate = { head: "samples/s", of: (p) => p.samplesPerSecond, ratio: (ours) => `${ours} ÷ it` };

function jobTable({ job, what, peers }) {
  const { head, of, ratio } = units[job] ?? rate;
  const timed = peers.filter((p) => p.cannot === undefined).sort((a, b) => b.samplesPerSecond - a.samplesPerSecond);
  const relaxed = timed.some((p) => p.relaxedRatio !== undefined);
  const columns = [
    { head: "", of: (p) => `${p.title} ${p.version ?? ""}`.trim() },
    { head, of: (p) => number(of(p)) },
    { head: "spread", of: (p) => percent(p.spread) },
    { head: ratio("Ravine"), of: (p) => number(p.ratio) },
    { head: "must, goal", of: (p) => goal(listed[p.peer]?.goals?.[job]), mayBeEmpty: true },
    { head: ratio("relaxed"), of: (p) => (relaxed ? number(p.relaxedRatio) : ""), mayBeEmpty: true },
    { head: "must, goal", of: (p) => (relaxed ? goal(listed[p.peer]?.relaxedGoals?.[job]) : ""), mayBeEmpty: true },
  ].filter((column) => !column.mayBeEmpty || timed.some((p) => column.of(p) !== ""));
  const rows = timed.map((p) => columns.map((column) => column.of(p)));
  const notes = timed.filter((p) => p.note).map((p) => `  ${p.title}: ${p.note}`);
  const missing = peers.filter((p) => p.cannot !== undefined).map((p) => `  ${p.title} left out: ${p.cannot}`);
  return [
    table(
      `${job}: ${what}`,
      columns.map((column) => column.head),
      rows,
    ),
    ...notes,
    ...missing,
  ].join("\n");
}

export const printed = (document) => [heading(document), ...document.jobs.map(jobTable)].join("\n");

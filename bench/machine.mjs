// The machine, the day, and where results go.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, release } from "node:os";
import { resolve } from "node:path";
import { root } from "./compile.mjs";

export const machine = () => ({
  processor: cpus()[0].model.trim(),
  processors: cpus().length,
  platform: `${process.platform} ${release()} ${process.arch}`,
  runtime: `Node ${process.versions.node}`,
});

export const today = () => new Date().toISOString().slice(0, 10);

/** The first line of printed results. */
export const heading = ({ date, machine: { processor, processors, runtime, platform } }) =>
  `${date}   ${processor}, ${processors} processors, ${runtime}, ${platform}`;

/** Writes a document to bench/results, named by day, runtime and what it holds beside the benchmark itself. */
export function save(document, what = "") {
  mkdirSync(resolve(root, "bench/results"), { recursive: true });
  const file = `bench/results/${document.date}-node${process.versions.node.split(".")[0]}${what}.json`;
  writeFileSync(resolve(root, file), `${JSON.stringify(document, null, 2)}\n`);
}

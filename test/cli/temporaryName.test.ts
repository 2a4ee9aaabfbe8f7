// What killed processes leave beside a file is removed; what a living one writes, and other programs' files, stay.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { removeLeft, temporaryName } from "../../src/cli/temporaryName.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ravine-left-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const dead = () => spawnSync(process.execPath, ["--version"]).pid;
const there = () => readdirSync(folder).sort();
const left = (...names: string[]) => {
  for (const name of names) writeFileSync(join(folder, name), "");
};
const digitsOf = (path: string) => /\.([0-9a-f]{16})\.tmp$/.exec(path)?.[1] as string;
const foreign = "0123456789abcdef";

test("of processes that are gone, and of an earlier one with this number; not of living ones, nor what this one writes", async () => {
  const target = join(folder, "m");
  const own = temporaryName(target);
  const digits = digitsOf(own);
  const pid = dead();
  const kept = [`.m.${process.ppid}.${digits}.tmp`, `.m.${process.ppid}.ab12cd34.tmp`, basename(own)];
  left(
    ...kept,
    `.m.${pid}.${digits}.tmp`,
    `.m.${pid}.ab12cd34.tmp`,
    `.m.${process.pid}.ab12cd34.tmp`,
    `.m.${process.pid}.${digits.slice(0, 8)}00000000.tmp`,
  );
  await removeLeft(target, new Set([own]));
  expect(there()).toEqual(kept.sort());
});

test("of another machine or container, whose numbers say nothing here, when nobody has written to it for an hour", async () => {
  left(`.m.${dead()}.${foreign}.tmp`, `.m.1.${foreign.replace("f", "0")}.tmp`);
  const old = Date.now() / 1000 - 3700;
  utimesSync(join(folder, `.m.1.${foreign.replace("f", "0")}.tmp`), old, old);
  await removeLeft(join(folder, "m"), new Set());
  expect(there()).toEqual([expect.stringContaining(foreign)]);
});

test("never another file's, nor one that another program named", async () => {
  const pid = dead();
  const names = [
    `.other.${pid}.ab12cd34.tmp`,
    `.m.${pid}.ab12cd3.tmp`,
    `.m.${pid}.xy12cd34.tmp`,
    `.m.ab12cd34.tmp`,
    `m.${pid}.ab12cd34.tmp`,
    `.m.x.${pid}.ab12cd34.tmp`,
    `.m.${pid}.ab12cd34.tmp.gz`,
  ];
  left(...names);
  await removeLeft(join(folder, "m"), new Set());
  await removeLeft(join(folder, "nowhere", "m"), new Set());
  expect(there()).toEqual(names.sort());
});

// check: every registered part is in its set of runs, the runs repeat, and a published fingerprint is compared.
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { activationKinds } from "../../src/activations/kinds.ts";
import { type CheckResult, check } from "../../src/check/check.ts";
import { published } from "../../src/check/published.ts";
import { initializerNames, initializers } from "../../src/layers/initializers.ts";
import { layerKinds } from "../../src/layers/kinds.ts";
import { lossKinds } from "../../src/losses/kinds.ts";
import { optimizerKinds } from "../../src/optimizers/kinds.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { scheduleKinds } from "../../src/schedules/kinds.ts";

let results: CheckResult[];
beforeAll(async () => {
  results = await check();
});

test("every result has a name of its own, a fingerprint of 16 hex digits, and agrees with what is published", () => {
  expect(new Set(results.map(({ name }) => name)).size).toBe(results.length);
  for (const result of results) {
    expect(result.fingerprint, result.name).toMatch(/^[0-9a-f]{16}$/);
    expect(result.ok, `${result.name}: ${result.fingerprint} came, ${result.published} is published`).toBe(true);
  }
});

/** The run that all others differ from in one thing; cross-entropy and divergence have the same gradient for classes. */
const plain = [
  "activation tanh",
  "loss klDivergence",
  "loss softmaxCrossEntropy",
  "schedule constant",
  "initializer xavier",
];
test("every run has weights of its own, but those that are the plain run under another name", () => {
  const groups = new Map<string, string[]>();
  for (const { name, fingerprint } of results) groups.set(fingerprint, [...(groups.get(fingerprint) ?? []), name]);
  expect([...groups.values()].filter((group) => group.length > 1)).toEqual([plain]);
});

test.each<[string, readonly string[]]>([
  ["activation", Object.keys(activationKinds)],
  ["loss", Object.keys(lossKinds)],
  ["optimizer", Object.keys(optimizerKinds)],
  ["schedule", Object.keys(scheduleKinds)],
  ["initializer", [...initializerNames, ...Object.keys(initializers)]],
])("there is a run for every registered %s", (kind, names) => {
  const runs = results.filter(({ name }) => name.startsWith(`${kind} `)).map(({ name }) => name.slice(kind.length + 1));
  expect(runs).toEqual(expect.arrayContaining([...names]));
});

test("the runs repeat", async () => {
  expect(await check()).toEqual(results);
});

test("on the reference core the same runs are made", async () => {
  const runs = await check({ core: referenceCore() });
  expect(runs.map(({ name }) => name)).toEqual(results.map(({ name }) => name));
});

test("an option or core that is none is refused", async () => {
  await expect(check({ cores: 1 } as object)).rejects.toThrow(/Did you mean "core"/);
  await expect(check({ core: {} } as object)).rejects.toThrow(/core/);
});

const names = published as Record<string, string>;
const before = { ...names };
afterEach(() => {
  for (const name of Object.keys(names)) delete names[name];
  Object.assign(names, before);
  vi.restoreAllMocks();
});

test("a published fingerprint is shown beside the run's, and ok says whether they are equal", async () => {
  const [first, second, third] = results;
  delete names[third.name];
  Object.assign(names, { [first.name]: first.fingerprint, [second.name]: "0123456789abcdef" });
  const [one, two, three] = await check();
  expect(one).toEqual({ name: first.name, fingerprint: first.fingerprint, published: first.fingerprint, ok: true });
  expect(two).toEqual({ ...second, published: "0123456789abcdef", ok: false });
  expect(three).toEqual({ name: third.name, fingerprint: third.fingerprint, ok: true });
});

test("its description names the kinds of layers that no run has", async () => {
  const described = readFileSync(new URL("../../src/check/check.ts", import.meta.url), "utf8").replace(/\n \* /g, " ");
  const named = described.match(/no run has ([^.]*)\./)?.[1].match(/\w+(?=`)/g) ?? [];
  const ran = results.map(({ name }) => name.replace(/^layer /, ""));
  const absent = Object.keys(layerKinds).filter((name) => !["dense", "dropout", ...ran].includes(name));
  expect(named.sort()).toEqual(absent.sort());
});

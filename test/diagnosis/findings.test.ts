// Every finding as data and in words: figures and remedies are JSON, and both JavaScript and the command line can say them.
import { describe, expect, test } from "vitest";
import { commandFlags } from "../../src/cli/commandFlags.ts";
import { flagPhrases, inFlags } from "../../src/cli/findingText.ts";
import { flagName } from "../../src/cli/flag.ts";
import { diagnose } from "../../src/diagnosis/diagnose.ts";
import type { Evidence } from "../../src/diagnosis/evidence.ts";
import { javascriptPhrases } from "../../src/diagnosis/remedyText.ts";
import { findingTitles } from "../../src/report/findingTitles.ts";
import type { DiagnosisKind } from "../../src/training/finding.ts";
import { healthy, planted } from "./evidence.ts";

const knownFlags = Object.keys({ ...commandFlags.train, ...commandFlags.compare }).map(flagName);
const flagsIn = (text: string) => text.match(/--[a-z][a-z0-9-]*/g) ?? [];
const findingOf = (kind: DiagnosisKind, evidence: Parameters<typeof diagnose>[0]) => {
  const found = diagnose(evidence).find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} was found`);
  return found;
};

test("a healthy run has none", () => expect(diagnose(healthy)).toEqual([]));

test("every kind is planted here", () => {
  expect([...new Set(planted.map(([kind]) => kind))].sort()).toEqual(Object.keys(findingTitles).sort());
});

describe.each(planted)("%s, form %i", (kind, _, evidence) => {
  test("is data that survives JSON, with its words beside it", () => {
    const found = findingOf(kind, evidence);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(Object.keys(found)).toEqual(expect.arrayContaining(["figures", "remedies", "message", "remedy"]));
    expect(found.message).toMatch(/^[A-Z0-9].*\.$/);
    expect(found.message).not.toMatch(/undefined|NaN|\[object|no number(?! \()/);
  });

  test("has at least one remedy, in words in JavaScript and in flags that exist", () => {
    const found = findingOf(kind, evidence);
    const [{ remedy }] = inFlags([found]);
    expect(found.remedies.length).toBeGreaterThan(0);
    for (const text of [found.remedy, remedy]) {
      expect(text).toMatch(/^[A-Z].*[^.]\.$/);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
    expect(flagsIn(found.remedy)).toEqual([]);
    expect(remedy).not.toMatch(/\w+\(\{|\w+: \{|learningRateRange|Network\./);
    for (const flag of flagsIn(remedy)) expect(knownFlags).toContain(flag);
  });
});

describe("remedies", () => {
  test("carry the numbers that their words have", () => {
    const [, , evidence] = planted[0];
    const found = findingOf("diverged", evidence);
    expect(found.remedies[0]).toEqual({ set: "learningRate", to: 0.001 });
    expect(found.remedies).toContainEqual({ set: "clip", to: { norm: 1 } });
    expect(found.remedy).toMatch(/^Try a learning rate of 0\.001; clip gradients \(clip: \{ norm: 1 \}\); .*; or let/);
    expect(inFlags([found])[0].remedy).toMatch(
      /^Try --learning-rate 0\.001, clip gradients \(--clip 1\), .*, or compare/,
    );
  });

  test("leave out the standardizer where the network has one", () => {
    const uses = (inputs: boolean) =>
      findingOf("deadUnits", {
        ...healthy,
        ...planted.find(([kind]) => kind === "deadUnits")?.[2],
        standardised: { inputs, targets: false },
      }).remedies;
    expect(uses(true)).not.toContainEqual({ use: "standardizer" });
    expect(uses(false)).toContainEqual({ use: "standardizer" });
  });

  /** What remedies of a finding say, in JSON. */
  const remediesOf = (kind: DiagnosisKind, changes: Partial<Evidence> = {}, form = 0) => {
    const [, , evidence] = planted.filter(([one]) => one === kind)[form];
    return findingOf(kind, { ...evidence, ...changes }).remedies.map((remedy) => JSON.stringify(remedy));
  };
  const setup = (changes: Partial<Evidence["setup"]>) => ({ setup: { ...healthy.setup, ...changes } });

  test("take penalties and dropout away only where there are some", () => {
    const less = '{"remove":"regularization"}';
    expect(remediesOf("underfitting", {}, 1)).not.toContain(less);
    expect(remediesOf("underfitting", setup({ dropout: true }), 1)).toContain(less);
    expect(remediesOf("underfitting", setup({ penalties: true }), 1)).toContain(less);
    // without hidden layers too
    expect(remediesOf("underfitting", setup({ penalties: true }))).toContain(less);
  });

  test("of overfitting propose no dropout beside dropout, no penalty below what there is, and no fewer units where none are hidden", () => {
    const [dropout, units] = ['{"add":"dropout","keep":0.8}', '{"remove":"units"}'];
    for (const form of [0, 1, 2]) {
      expect(remediesOf("overfitting", {}, form)).toEqual(expect.arrayContaining([dropout, units]));
      expect(remediesOf("overfitting", {}, form)).toContain('{"set":"l2","to":0.001}');
      expect(remediesOf("overfitting", setup({ dropout: true }), form)).not.toContain(dropout);
      expect(remediesOf("overfitting", setup({ l2: 0.5 }), form)).toContain('{"set":"l2","to":5}');
      expect(remediesOf("overfitting", { hidden: [] }, form)).not.toContain(units);
    }
  });

  test("of a plateau propose no activation, beginning or number of layers that the network has", () => {
    const [relu, he, xavier, fewer] = [
      ...['{"set":"activation","to":"relu"}', '{"set":"initializer","to":"he"}', '{"set":"initializer","to":"xavier"}'],
      '{"remove":"layer"}',
    ];
    const [, , { hidden }] = planted.filter(([kind]) => kind === "plateau")[0];
    const [layer] = hidden;
    const own = remediesOf("plateau");
    for (const remedy of [relu, he, fewer]) expect(own).not.toContain(remedy);
    expect(own).toContain('{"set":"seed","to":2}');
    const sigmoids = { hidden: [{ ...layer, activation: "sigmoid" as const }, layer] };
    expect(remediesOf("plateau", sigmoids)).toEqual(expect.arrayContaining([relu, xavier, fewer]));
  });

  test("of dead, saturated and equal units propose no activation and no beginning that they have", () => {
    const [dead] = planted.filter(([kind]) => kind === "deadUnits")[0][2].hidden;
    const leaky = '{"set":"activation","to":"leakyRelu"}';
    expect(remediesOf("deadUnits")).toContain(leaky);
    expect(remediesOf("deadUnits", { hidden: [{ ...dead, activation: "leakyRelu" }] })).not.toContain(leaky);
    const xavier = '{"set":"initializer","to":"xavier"}';
    expect(remediesOf("saturatedUnits")).toContain(xavier);
    expect(remediesOf("saturatedUnits", setup({ initializers: { 0: "xavier" } }))).not.toContain(xavier);
    expect(remediesOf("symmetricWeights", setup({ initializers: { 0: "constant" } }))).toEqual([
      '{"set":"initializer","to":"he"}',
    ]);
    expect(remediesOf("symmetricWeights")).toEqual(['{"set":"seed","to":2}']);
  });

  test("have a phrase on either side, for the same ones", () => {
    const namesOf = (phrases: object) =>
      Object.entries(phrases).map(([verb, names]) => [verb, Object.keys(names).sort()]);
    expect(namesOf(flagPhrases)).toEqual(namesOf(javascriptPhrases));
  });
});

// What computes on a network over time has it to itself from the call on: nobody else writes its weights, and it is free again however that ends.
import { describe, expect, test } from "vitest";
import * as ravine from "../../src/index.ts";
import { classified, failure, small } from "../training/support.ts";

const { dataset, recordPath, StateError } = ravine;
const data = classified(40);
type Any = (...args: unknown[]) => Promise<unknown>;
const functions = ravine as unknown as Readonly<Record<string, Any>>;

/** What each is given beside the network and the data. */
const options: Readonly<Record<string, (network: ravine.Network) => object>> = {
  spectrum: () => ({ exact: false, vectors: 4 }),
  findCriticalPoint: () => ({ steps: 1 }),
  criticalPoints: ({ parameters }) => ({ starts: [parameters], steps: 1 }),
  lossSurface: () => ({ resolution: 2 }),
  learningRateRange: () => ({}),
};
const names = Object.keys(options);
const isFree = (network: ravine.Network) => network.setParameters(network.parameters);

test("these are all exports that compute on a network, but for recordPath, which only reads", async () => {
  const asked = new Set(["check", "loadCore", "builtin"]); // take no network, and do something without one
  const found: string[] = [];
  for (const [name, value] of Object.entries(functions)) {
    if (typeof value !== "function" || asked.has(name) || /^[A-Z]/.test(name)) continue;
    const error = await failure((async () => value({}))()).catch(() => undefined);
    if (String(error).includes("a network of this thread")) found.push(name);
  }
  expect(found.sort()).toEqual([...names, "recordPath"].sort());
});

describe.each(names)("%s", (name) => {
  const call = (network: ravine.Network, more: object = {}, on: unknown = data) =>
    functions[name](network, on, { ...options[name](network), ...more });

  test("refuses writes and trainings from the tick of its call on, and says who is at work", async () => {
    const network = await small();
    const alone = await call(await small());
    const running = call(network);
    const refused = `but ${name} is`;
    expect(() => network.setParameters(network.parameters.fill(9))).toThrow(refused);
    expect(() => network.dispose()).toThrow(refused);
    const errors = await Promise.all(
      [
        network.fit(data, { epochs: 1 }),
        ...names.map((other) => functions[other](network, data, options[other](network))),
      ].map(failure),
    );
    for (const error of errors) expect(error).toBeInstanceOf(StateError);
    for (const error of errors) expect(String(error)).toContain(refused);
    const { project: _, ...received } = (await running) as Record<string, unknown>;
    const { project: __, ...expected } = alone as Record<string, unknown>;
    expect(received).toEqual(expected);
    isFree(network);
  });

  test("is refused itself while fit runs, which goes on undisturbed", async () => {
    const [network, twin] = [await small(), await small()];
    const running = network.fit(data, { epochs: 3 });
    const error = await failure(call(network));
    expect(error).toBeInstanceOf(StateError);
    expect(String(error)).toMatch(new RegExp(`^StateError: ${name}: .*but fit is`));
    await running;
    await twin.fit(data, { epochs: 3 });
    expect(network.fingerprint()).toBe(twin.fingerprint());
  });

  test("frees the network, with its weights, after every error", async () => {
    const network = await small();
    const before = network.fingerprint();
    const calls = [
      () => call(network, { unknown: 1 }),
      () => call(network, {}, null),
      () => call(network, {}, classified(20, 4)),
    ];
    for (const wrong of calls) {
      expect(await failure(wrong())).toMatchObject({ path: expect.arrayContaining([name]) });
      isFree(network);
      expect(network.fingerprint()).toBe(before);
    }
    await call(network);
  });

  test.each([undefined, null, {}, 3, "network", { parameters: Promise.resolve() }])(
    "refuses no network: %o",
    async (wrong) => {
      const error = await failure(functions[name](wrong, data, { starts: [] }));
      expect(error).toBeInstanceOf(ravine.OptionError);
      expect(String(error)).toContain(`${name}: network: got`);
      expect(String(error)).toContain("expected a network of this thread");
    },
  );

  test("refuses a network without weights", async () => {
    const network = await ravine.Network.create({
      inputs: 4,
      layers: [ravine.residual([ravine.activation("tanh")])],
      loss: "meanSquaredError",
    });
    const rows = dataset({ inputs: [[1, 2, 3, 4]], targets: [[1, 2, 3, 4]] });
    const error = await failure(functions[name](network, rows, name === "criticalPoints" ? { starts: [[]] } : {}));
    expect(error).toBeInstanceOf(ravine.OptionError);
    expect(String(error)).toContain(`${name}: network: got "a network without weights"`);
    isFree(network);
  });

  // a surface has points whose cost is not finite, and shows them
  test.skipIf(name === "lossSurface")("names itself at weights at which the cost is not finite", async () => {
    const network = await small();
    network.setParameters(network.parameters.fill(3e38));
    const given = name === "criticalPoints" ? { starts: [new Float32Array(57)] } : {};
    if (name === "criticalPoints") given.starts?.[0].fill(3e38);
    const error = await failure(functions[name](network, data, given));
    expect(error).toBeInstanceOf(StateError);
    expect((error as ravine.StateError).where).toBe(name === "criticalPoints" ? "criticalPoints.starts[0]" : name);
    isFree(network);
  });
});

test.each([undefined, null, {}, 3, { parameters: Promise.resolve() }])("recordPath refuses no network: %o", (wrong) => {
  expect(() => recordPath(wrong as never)).toThrow(/^recordPath: network: got .*a network of this thread/);
});

test.each([ravine.newton(), ravine.saddleFreeNewton()])(
  "fit with $name refuses a network without weights",
  async (optimizer) => {
    const layers = [ravine.residual([ravine.activation("tanh")])];
    const network = await ravine.Network.create({ inputs: 4, layers, loss: "meanSquaredError" });
    const rows = dataset({ inputs: [[1, 2, 3, 4]], targets: [[1, 2, 3, 4]] });
    const error = await failure(network.fit(rows, { optimizer, steps: 2 }));
    expect(error).toBeInstanceOf(ravine.OptionError);
    expect(String(error)).toContain(`${optimizer.name}: network: got "a network without weights"`);
    isFree(network);
  },
);

test("run.continue, whose code is loaded on demand, has the network from the tick of its call on, too", async () => {
  const network = await small();
  const run = await network.fit(data, { epochs: 1 });
  const further = run.continue({ epochs: 1 });
  expect(() => network.setParameters(network.parameters)).toThrow("but fit is");
  await further;
});

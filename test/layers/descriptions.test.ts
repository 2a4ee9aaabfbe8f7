// Descriptions of networks that are wrong somewhere: the error leads to it, however deep it is.
import { describe, expect, test } from "vitest";
import { OptionError } from "../../src/core/errors.ts";
import {
  activation,
  dataset,
  dense,
  type LayerDescription,
  layerNorm,
  Network,
  residual,
  saddleFreeNewton,
} from "../../src/index.ts";
import { noise } from "../support/numbers.ts";

type Key = string | number;
type Json = Record<string, unknown>;

const right = (): Json => ({
  inputs: [2, 2, 1],
  layers: [
    {
      kind: "dense",
      units: 4,
      activation: { name: "elu", parameter: 2 },
      initializer: { name: "normal", deviation: 1 },
    },
    {
      kind: "residual",
      layers: [
        { kind: "layerNorm", epsilon: 1e-4 },
        { kind: "residual", layers: [{ kind: "dropout", keep: 0.5, scaleAt: "test" }], shortcut: [] },
      ],
      shortcut: [
        { kind: "activation", activation: { name: "leakyRelu", parameter: 0.1 } },
        { kind: "dense", units: 4, activation: "relu", initializer: { name: "constant", value: 1 }, bias: true, l2: 0 },
      ],
    },
    { kind: "dense", units: 2, l1: 0 },
  ],
  loss: { name: "huber", parameter: 1 },
  l2: 0,
  seed: 3,
});

const at = (value: unknown, path: readonly Key[]): unknown =>
  path.reduce((inner: unknown, key) => (inner as Json | undefined)?.[key], value);
/** All ways into a description. */
const pathsOf = (value: unknown, path: readonly Key[] = []): Key[][] => [
  ...(path.length > 0 ? [[...path]] : []),
  ...(typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) =>
        pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
      )),
];
/** The description with another value at the path. */
function withValue(path: readonly Key[], value: unknown): Json {
  const made = right();
  (at(made, path.slice(0, -1)) as Json)[path[path.length - 1]] = value;
  return made;
}
const keptOf = (received: unknown) => new OptionError({ where: "", received, expected: "" }).received;
/** What a call throws, or its promise; undefined where it does not. */
const failure = async (call: () => Promise<unknown>): Promise<unknown> => {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
};
const create = (options: unknown) => failure(() => Network.create(options as never));

/** Wrong everywhere, or almost: values of other types, out of range, and names with a letter too many. */
const wrongs: readonly ((value: unknown) => unknown)[] = [
  () => null,
  () => Number.NaN,
  () => -1,
  () => dense,
  () => "xyz",
  () => [],
  () => ({ units: 3 }),
  () => ({ name: "no such" }),
  () => ({ kind: "no such" }),
  (value) => (typeof value === "string" ? `${value}s` : undefined),
  (value) => (typeof value === "object" && !Array.isArray(value) ? { ...value, colour: 1 } : Symbol("s")),
];
const paths = pathsOf(right());

test("the description is right as it stands, and has places at every depth", async () => {
  expect(await create(right())).toBeUndefined();
  expect(paths.length).toBeGreaterThan(40);
  expect(Math.max(...paths.map(({ length }) => length))).toBeGreaterThan(6);
});

test.each(paths.map((path) => [path.join("."), path] as const))(
  "%s: whatever is wrong there, a typed error, whose path leads to what it received",
  async (_, path) => {
    let refused = 0;
    for (const wrong of wrongs) {
      const options = withValue(path, wrong(at(right(), path)));
      const error = await create(options);
      if (error === undefined) continue; // right here
      refused++;
      expect(error).toHaveProperty("name", "OptionError");
      const names = (error as OptionError).path.slice(1);
      const { received } = error as OptionError;
      // an unknown option is known by its name
      const owner = at(options, names.slice(0, -1));
      if (names[names.length - 1] === received && Object.hasOwn(owner as object, received as Key)) continue;
      expect(keptOf(at(options, names)), String(error)).toEqual(received);
    }
    expect(refused).toBeGreaterThan(wrongs.length / 2);
  },
);

describe("errors that say what to do", () => {
  const layers = (...all: unknown[]) => ({ inputs: 4, layers: [...all, dense(2)], loss: "meanSquaredError" });
  const inner = (layer: unknown) => layers(residual([dense(4), layer as never]));
  test.each<[string, () => unknown, (string | number)[], unknown, RegExp]>([
    [
      "a deviation, two layers deep",
      () => inner({ kind: "dense", units: 4, initializer: { name: "normal", deviation: -1 } }),
      ["Network", "layers", 0, "layers", 1, "initializer", "deviation"],
      -1,
      /a number ≥ 0/,
    ],
    [
      "an initializer's name in an object",
      () => layers({ kind: "dense", units: 4, initializer: { name: "xaviar" } }),
      ["Network", "layers", 0, "initializer", "name"],
      "xaviar",
      /Did you mean "xavier"/,
    ],
    [
      "a parameter",
      () => layers(dense(4, { activation: { name: "elu", parameter: -2 } })),
      ["dense", "activation", "parameter"],
      -2,
      /a number > 0, elu's alpha/,
    ],
    [
      "a loss's parameter",
      () => ({ ...layers(), loss: { name: "huber", parameter: -2 } }),
      ["Network", "loss", "parameter"],
      -2,
      /a number > 0, huber's delta/,
    ],
    [
      "a layer's activation",
      () => layers({ ...activation("relu"), activation: "rellu" }),
      ["Network", "layers", 0, "activation"],
      "rellu",
      /Did you mean "relu"/,
    ],
    [
      "a layer's kind",
      () => inner({ kind: "denze" }),
      ["Network", "layers", 0, "layers", 1, "kind"],
      "denze",
      /"dense"/,
    ],
    ["a function that was not called", () => inner(layerNorm), ["residual", "layers", 1], "a function", /a layer/],
    ["no layer", () => inner({ units: 3 }), ["residual", "layers", 1], "an object with { units }", /a layer/],
    [
      "no layer in a shortcut",
      () => layers(residual([dense(3)], { shortcut: [dense(3), null as never] })),
      ["residual", "shortcut", 1],
      null,
      /a layer/,
    ],
    ["a hole in an array", () => ({ ...layers(), layers: Array(1) }), ["Network", "layers", 0], undefined, /a layer/],
    ["a size of 0", () => ({ ...layers(), inputs: [0] }), ["Network", "inputs", 0], 0, /≥ 1/],
    ["a size as text", () => ({ ...layers(), inputs: [2, "2"] }), ["Network", "inputs", 1], "2", /≥ 1/],
    [
      "too many axes",
      () => ({ ...layers(), inputs: [1, 2, 3, 4] }),
      ["Network", "inputs"],
      "an array of 4",
      /one to three/,
    ],
    ["a size as text alone", () => ({ ...layers(), inputs: "4" }), ["Network", "inputs"], "4", /\[height, width/],
  ])("%s", async (_, made, path, received, message) => {
    const error = await failure(async () => Network.create(made() as never));
    expect(error).toMatchObject({ name: "OptionError", path, received });
    expect(String(error)).toMatch(message);
  });

  test("an unknown option beside a layer's activation is refused", async () => {
    const error = await create(layers({ kind: "activation", activation: "relu", colour: 1 }));
    expect(error).toMatchObject({ name: "OptionError", received: "colour", path: ["Network", "layers", 0, "colour"] });
  });

  test.each([[[70000, 70000, 1]], [1e12], [2 ** 32 + 1]])(
    "rows of %s numbers: a MemoryError that says how many they may have",
    async (inputs) => {
      const error = await create({ ...layers(), inputs });
      expect(error).toMatchObject({ name: "MemoryError", path: ["Network", "inputs"] });
      expect(String(error)).toMatch(/at most 4294967296 numbers per row/);
    },
  );
});

describe("layers inside layers", () => {
  const nested = (depth: number) => {
    let layer: LayerDescription = dense(2);
    for (let i = 0; i < depth; i++) layer = residual([layer]);
    return { inputs: 2, layers: [layer], loss: "meanSquaredError" };
  };

  test("256 deep, all works: training, curvature, files", async () => {
    const network = await Network.create(nested(256));
    const data = dataset({ inputs: noise(8, 1), targets: noise(8, 2), features: 2, outputs: 2 });
    await network.fit(data, { epochs: 1, optimizer: saddleFreeNewton() });
    network.hessianVectorProduct(data.inputs, data.targets, network.parameters);
    expect(network.inspect(data).length).toBeGreaterThan(0);
    expect((await Network.load(network.save())).fingerprint()).toBe(network.fingerprint());
    expect(network.summary()).toContain("residual");
  });

  const cyclic = (): unknown => {
    const layers: unknown[] = [];
    layers.push({ kind: "residual", layers });
    return { inputs: 2, layers, loss: "hinge" };
  };
  const doubled = () => {
    let layer: LayerDescription = dense(2);
    for (let i = 0; i < 40; i++) layer = residual([layer, layer]);
    return { inputs: 2, layers: [layer], loss: "hinge" };
  };
  test.each<[string, () => unknown]>([
    ["257 deep", () => nested(257)],
    ["thousands deep", () => nested(20_000)],
    ["inside themselves", cyclic],
    ["each twice in the next, 2⁴⁰ in all", doubled],
  ])("%s: an OptionError that states the limits", async (_, made) => {
    const error = await create(made());
    expect(error).toMatchObject({ name: "OptionError", path: ["Network", "layers", 0] });
    expect(String(error)).toMatch(/at most 65536 layers inside others, and each inside at most 256/);
  });
});

// The kernel that draws dropout's masks: on both cores the bits that its definition gives, wherever a block begins or a slice ends.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PASS_BYTES, RUN_DONE } from "../../assembly/abi.ts";
import { Arena } from "../../src/core/arena.ts";
import type { Core } from "../../src/core/core.ts";
import { randomScratchBytes } from "../../src/core/kernels.ts";
import { Program } from "../../src/core/program.ts";
import { cursor, kernelCall, scratch, testCores, uint32, zeros } from "../support/kernel.ts";
import { definedMask, keyOf, type MaskPlace, thresholdOf } from "./masks.ts";

const cores = await testCores();
const [[, wasm], [, reference]] = cores;
const place = (given: Partial<MaskPlace>): MaskPlace => ({
  seed: 1,
  epoch: 0,
  layer: 1,
  firstRow: 0,
  rows: 3,
  width: 17,
  keep: 0.5,
  ...given,
});

/** The mask that a core draws, between guard words. */
function drawn(core: Core, { seed, epoch, layer, firstRow, rows, width, keep }: MaskPlace): number[] {
  const { mask } = kernelCall(core, "dropoutDraw", {
    mask: zeros(rows * width),
    random: uint32([...keyOf(seed), epoch]),
    settings: uint32([thresholdOf(keep), layer]),
    scratch: scratch(randomScratchBytes),
    cursor: cursor({ row: firstRow }),
    rows,
    width,
  });
  return [...mask];
}

const places = fc
  .record({
    seed: fc.maxSafeNat(),
    epoch: fc.nat(2 ** 32 - 1),
    layer: fc.nat(2 ** 24 - 1),
    firstRow: fc.nat(2 ** 31 - 10),
    rows: fc.integer({ min: 1, max: 4 }),
    width: fc.integer({ min: 1, max: 70 }),
    keep: fc.oneof(fc.double({ min: 2 ** -40, max: 1, noNaN: true }), fc.constantFrom(0.5, 0.8, 1, 2 ** -33)),
  })
  .map(place);

describe.each(cores)("in the %s core", (_, core) => {
  test("masks of every width from 1 to 40 are the defined bits, with nothing written around them", () => {
    for (let width = 1; width <= 40; width++) {
      const at = place({ width, seed: width, epoch: 3 });
      expect(drawn(core, at), `width ${width}`).toEqual([...definedMask(at)]);
    }
  });

  test("masks of any seed, epoch, layer, row, width and probability are the defined bits", () => {
    fc.assert(
      fc.property(places, (at) => {
        expect(drawn(core, at)).toEqual([...definedMask(at)]);
      }),
      { numRuns: 300 },
    );
  });

  test("twelve rows are the same in one block and in blocks of 1, 2, 4 and 5 rows", () => {
    const whole = drawn(core, place({ rows: 12, firstRow: 100 }));
    const parts = [
      [100, 1],
      [101, 2],
      [103, 4],
      [107, 5],
    ].flatMap(([firstRow, rows]) => drawn(core, place({ rows, firstRow })));
    expect(parts).toEqual(whole);
  });

  test("a walk that pauses before every record draws the same masks as one that does not", () => {
    const masksOf = (work: number): number[][] => {
      const arena = new Arena(core);
      const mark = arena.mark();
      const at = arena.take("cursor", "int32", 5);
      const words = arena.take("scratch", "uint32", randomScratchBytes / 4);
      const random = arena.take("random", "uint32", 3);
      const settings = [0, 1].map((layer) => {
        const tensor = arena.take(`settings.${layer}`, "uint32", 2);
        core.write(tensor, [2 ** 31, layer]);
        return tensor;
      });
      core.write(random, [7, 0, 2]);
      core.fill(at, 0); // kernelCall's arena has used this memory
      const masks = [0, 1].map((layer) => arena.take(`mask.${layer}`, "float32", 5 * 19));
      const program = new Program();
      for (const layer of [0, 1])
        program.emit("dropoutDraw", {
          mask: masks[layer],
          random,
          settings: settings[layer],
          scratch: words,
          cursor: at,
          rows: 5,
          width: 19,
        });
      const { address, records } = program.write(core, program.take(arena, "program"));
      const passes = arena.take("passes", "uint32", (2 * PASS_BYTES) / 4);
      core.write(passes, [address, records, 0, 0, address, records, 5, 0]);
      let runs = 1;
      while (core.run(at.address, passes.address, 2, work) !== RUN_DONE) runs++;
      expect(runs).toBe(work === 1 ? 4 : 1);
      const found = masks.map((mask) => [...core.read(mask)]);
      arena.release(mark);
      return found;
    };
    expect(masksOf(1)).toEqual(masksOf(1e9));
    expect(masksOf(1)[1]).toEqual([...definedMask(place({ seed: 7, epoch: 2, firstRow: 5, rows: 5, width: 19 }))]);
  });

  test("another seed (also above 2³²), epoch, layer or row draws another mask", () => {
    const others: Partial<MaskPlace>[] = [
      {},
      { seed: 2 },
      { seed: 1 + 2 ** 32 },
      { epoch: 1 },
      { layer: 2 },
      { firstRow: 3 },
    ];
    const masks = others.map((other) => drawn(core, place({ ...other, width: 40 })).join(""));
    expect(new Set(masks).size).toBe(others.length);
  });
});

test("both cores draw the same bits for any place", () => {
  fc.assert(
    fc.property(places, (at) => {
      expect(drawn(wasm, at)).toEqual(drawn(reference, at));
    }),
    { numRuns: 300 },
  );
});

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;

test.each([0.01, 0.1, 0.5, 0.8, 0.99])(
  "with keep %f the share of kept units lies within 5 standard deviations: of all, per unit, per row",
  (keep) => {
    const [rows, width] = [2000, 50];
    const mask = drawn(wasm, place({ rows, width, keep }));
    const near = (values: number[], what: string) => {
      const bound = 5 * Math.sqrt((keep * (1 - keep)) / values.length);
      expect(Math.abs(mean(values) - keep), what).toBeLessThan(bound);
    };
    near(mask, "all");
    for (let unit = 0; unit < width; unit++)
      near(
        mask.filter((_, i) => i % width === unit),
        `unit ${unit}`,
      );
    for (let band = 0; band < 20; band++) near(mask.slice(band * 5000, band * 5000 + 5000), `rows of band ${band}`);
  },
);

test("neighbouring units, rows, epochs, layers and seeds are uncorrelated within 5 standard deviations", () => {
  const [rows, width] = [2000, 50];
  const size = { rows, width, keep: 0.5 };
  const one = drawn(wasm, place(size));
  const others: [string, number[]][] = [
    ["the next unit", one.slice(1)],
    ["the unit four on", one.slice(4)],
    ["the unit sixteen on", one.slice(16)],
    ["the next row", one.slice(width)],
    ["the next epoch", drawn(wasm, place({ ...size, epoch: 1 }))],
    ["the next layer", drawn(wasm, place({ ...size, layer: 2 }))],
    ["the next seed", drawn(wasm, place({ ...size, seed: 2 }))],
  ];
  for (const [what, other] of others) {
    const products = other.map((v, i) => (2 * v - 1) * (2 * one[i] - 1));
    expect(Math.abs(mean(products)), what).toBeLessThan(5 / Math.sqrt(products.length));
  }
});

test("keep 1 keeps all of 40,000 units (it drops one in 2³²), and keep below 2⁻³² none", () => {
  expect(mean(drawn(wasm, place({ rows: 1000, width: 40, keep: 1 })))).toBe(1);
  expect(mean(drawn(wasm, place({ rows: 1000, width: 40, keep: 2 ** -33 })))).toBe(0);
});

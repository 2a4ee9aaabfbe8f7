// Checkpoints on the way: each goes on to the bits of the unbroken run, none changes it, and what becomes of them ends no run.
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readTensors } from "../../src/formats/readTensors.ts";
import { writeInPieces } from "../../src/formats/writeInPieces.ts";
import { writeTensors } from "../../src/formats/writeTensors.ts";
import { type CheckpointEvery, compare, type FitOptions, resume, saddleFreeNewton, search } from "../../src/index.ts";
import { again, expectSame, fitOptions, left, make, train, validation } from "../resume/runs.ts";
import { compiled, hooked, turn } from "./support.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** How often, with a function for the bytes. */
type How = { readonly epochs: number } | { readonly steps: number } | { readonly seconds: number };
const every = (how: How, to: CheckpointEvery["to"]) => ({ checkpointEvery: { ...how, to } });

/** A run with its checkpoints, and how many steps each has behind it. */
async function kept(options: FitOptions, how: How) {
  const files: Uint8Array[] = [];
  const run = await (await make()).fit(train, { ...options, ...every(how, (bytes) => void files.push(bytes)) });
  return { run, files, steps: files.map(stepOf) };
}

const stepOf = (bytes: Uint8Array): number => JSON.parse(readTensors("test", bytes).metadata.state).step;

/** A core that does one record at a time, so that a run may be cut between any two steps. */
const slow = hooked({ work: () => 1 }, compiled);

/** A clock on which a second passes whenever it is read. */
function countedSeconds(): void {
  let seconds = 0;
  vi.spyOn(performance, "now").mockImplementation(() => 1000 * seconds++);
}

describe("a checkpoint on the way", () => {
  test("goes on to the same bits as the unbroken run, whatever the options and wherever it was taken, and changes none", () =>
    fc.assert(
      fc.asyncProperty(
        fitOptions,
        fc.constantFrom<How>({ epochs: 1 }, { steps: 1 }, { steps: 3 }),
        async (options, how) => {
          const unbroken = await (await make()).fit(train, options);
          const { run, files } = await kept(options, how);
          expectSame(run, unbroken);
          const gap =
            "steps" in how ? how.steps : Math.ceil(train.rows / Math.min(train.rows, options.batchSize ?? 32));
          expect(files.length).toBe(Math.floor(run.steps / gap));
          for (const bytes of files) expectSame(await resume(bytes, train, again(options)), unbroken);
        },
      ),
      { numRuns: 25, seed: 1 },
    ));

  test("has no step, evaluation or watcher more or less than a run that ended there", async () => {
    const options = {
      validation,
      epochs: 4,
      batchSize: 5,
      earlyStopping: { patience: 1 },
      evaluateEvery: { steps: 4 },
    };
    const { files } = await kept(options, { steps: 4 });
    for (const bytes of files) {
      const run = await (await make()).fit(train, { ...options, steps: stepOf(bytes) });
      const [a, b] = [
        await resume(bytes, train, { validation }),
        await resume(run.checkpoint(), train, { validation }),
      ];
      expect(left(a)).toEqual(left(b));
    }
  });

  test("comes at multiples of epochs and steps since the run began, at the last step too, also in a run that goes on", async () => {
    const options = { epochs: 4, batchSize: 10 }; // three steps per epoch
    expect((await kept(options, { steps: 4 })).steps).toEqual([4, 8, 12]);
    expect((await kept(options, { epochs: 2 })).steps).toEqual([6, 12]);
    const { run, files } = await kept({ ...options, steps: 5 }, { steps: 4 });
    const later: number[] = [];
    const to = (bytes: Uint8Array) => void later.push(stepOf(bytes));
    await resume(files[0], train, { epochs: 3, ...every({ steps: 4 }, to) });
    expect(later).toEqual([8]);
    await run.continue({ steps: 4, ...every({ steps: 4 }, to) });
    expect(later).toEqual([8, 8]);
  });

  test.each([
    ["records", undefined],
    ["steps of curvature", saddleFreeNewton({ krylov: 3 })],
  ])("by seconds comes between any two steps, and is as exact: %s", async (_, optimizer) => {
    const options = { validation, epochs: 2, batchSize: 7, ...(optimizer && { optimizer }) };
    const unbroken = await (await make(slow)).fit(train, options);
    countedSeconds();
    const files: Uint8Array[] = [];
    const run = await (await make(slow)).fit(train, {
      ...options,
      ...every({ seconds: 1 }, (b) => void files.push(b)),
    });
    expectSame(run, unbroken);
    expect(files.map(stepOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].slice(0, files.length));
    expect(files.length).toBeGreaterThan(4);
    for (const bytes of files) expectSame(await resume(bytes, train, { validation }), unbroken);
  });

  test("ends a run by its budget of time no earlier and no later", async () => {
    countedSeconds();
    const run = await (await make(slow)).fit(train, {
      budget: { milliseconds: 100_000 },
      ...every({ seconds: 3 }, () => {}),
    });
    expect(run.reason).toBe("budget");
    expect(run.steps).toBeGreaterThan(0);
  });

  test("is not kept by another: the file names neither its function nor how often", async () => {
    const { files } = await kept({ epochs: 1 }, { epochs: 1 });
    expect(readTensors("test", files[0]).metadata.options).not.toContain("checkpointEvery");
  });
});

describe("what takes a checkpoint", () => {
  const failing = [
    [
      "throws",
      () => {
        throw new Error("full");
      },
    ],
    [
      "rejects",
      async () => {
        await turn();
        throw new Error("full");
      },
    ],
  ] as const;
  test.each(failing)("and %s ends no run: the failure is told by the run, and the next is tried", async (_, fail) => {
    const options = { epochs: 3, batchSize: 26 };
    const steps: number[] = [];
    const run = await (await make()).fit(train, {
      ...options,
      ...every({ steps: 1 }, (bytes) => {
        steps.push(stepOf(bytes));
        return steps.length === 2 ? undefined : fail();
      }),
    });
    expect(steps).toEqual([1, 2, 3]);
    expect(run.failedCheckpoints).toEqual([
      { step: 1, error: new Error("full") },
      { step: 3, error: new Error("full") },
    ]);
    const unbroken = await (await make()).fit(train, options);
    expectSame(run, unbroken);
    expect(unbroken.failedCheckpoints).toBeUndefined();
    expect((await run.continue({ epochs: 1 })).failedCheckpoints).toBeUndefined();
  });

  test("is waited for: by steps the run takes no second one before, by seconds it goes on, and ends when the last has ended", async () => {
    for (const how of [{ steps: 1 }, { seconds: 1 }]) {
      countedSeconds();
      let [open, most, ended] = [0, 0, false];
      const steps: number[] = [];
      const points: number[] = [];
      const ends: (() => void)[] = [];
      const fitting = (await make(slow))
        .fit(train, {
          epochs: 3,
          batchSize: 26,
          onProgress: ({ step }) => void points.push(step),
          ...every(how, async (bytes) => {
            most = Math.max(most, ++open);
            steps.push(stepOf(bytes));
            await new Promise<void>((resolve) => ends.push(resolve));
            open--;
          }),
        })
        .then((run) => {
          ended = true;
          return run;
        });
      for (let i = 0; i < 1000; i++) await turn();
      expect(ended).toBe(false);
      expect(steps).toEqual([1]);
      expect(points).toEqual("steps" in how ? [1, 2] : [1, 2, 3]);
      for (; !ended; await turn()) ends.shift()?.();
      expect((await fitting).steps).toBe(3);
      expect(most).toBe(1);
      expect(steps).toEqual("steps" in how ? [1, 2, 3] : [1]);
      vi.restoreAllMocks();
    }
  });

  test("is asked no more once the run is aborted", async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const run = await (await make(slow)).fit(train, {
      signal: controller.signal,
      batchSize: 26,
      ...every({ steps: 1 }, async (bytes) => {
        steps.push(stepOf(bytes));
        if (steps.length < 3) return;
        controller.abort();
        await turn();
      }),
    });
    expect(run.reason).toBe("aborted");
    expect(steps).toEqual([1, 2, 3]);
  });
});

describe("options", () => {
  const to = () => {};
  test.each([
    [{ to }, /fit\.checkpointEvery: .*expected one of \{ epochs \}, \{ steps \} and \{ seconds \}/],
    [{ epochs: 1, seconds: 30, to }, /expected one of \{ epochs \}, \{ steps \} and \{ seconds \}/],
    [{ seconds: 30 }, /fit\.checkpointEvery\.to: .*expected a function of the bytes/],
    [{ seconds: 0, to }, /fit\.checkpointEvery\.seconds: got 0, expected a number > 0/],
    [{ epochs: 0.5, to }, /fit\.checkpointEvery\.epochs: got 0\.5, expected a whole number ≥ 1/],
    [{ step: 5, to }, /Did you mean "steps"/],
    [30, /fit\.checkpointEvery: got 30, expected an object \{ seconds, to \}/],
  ])("%j is refused before anything has changed", async (checkpointEvery, message) => {
    const network = await make();
    const before = network.fingerprint();
    await expect(network.fit(train, { checkpointEvery } as never)).rejects.toThrow(
      expect.objectContaining({ name: "OptionError", message: expect.stringMatching(message) }),
    );
    expect(network.fingerprint()).toBe(before);
    const run = await network.fit(train, { epochs: 1 });
    await expect(run.continue({ epochs: 1, checkpointEvery } as never)).rejects.toThrow(/checkpointEvery/);
  });

  test("compare and search, whose runs a checkpoint does not tell apart, do not take it", async () => {
    const checkpointEvery = { epochs: 1, to };
    await expect(compare({} as never, train, { optimizers: {}, checkpointEvery } as never)).rejects.toThrow(
      /checkpointEvery/,
    );
    await expect(search(train, { checkpointEvery } as never)).rejects.toThrow(/checkpointEvery/);
  });
});

test("a large file is written with a rest after each megabyte at most, to the same bytes", () => {
  const file = {
    tensors: [{ name: "a", shape: [3e6], values: new Float32Array(3e6).map((_, i) => i) }],
    metadata: { kind: "test" },
  };
  const pieces = writeInPieces(file);
  let rests = 0;
  for (;;) {
    const { done, value } = pieces.next();
    if (done) {
      expect(Buffer.compare(value, writeTensors(file))).toBe(0);
      break;
    }
    rests++;
  }
  expect(rests).toBeGreaterThanOrEqual(12e6 / 2 ** 20);
});

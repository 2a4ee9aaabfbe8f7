// A run that is cut anywhere and resumed leaves the bits of one that was not.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type CompiledCore,
  type FitOptions,
  type Network,
  newton,
  type Run,
  resume,
  saddleFreeNewton,
} from "../../src/index.ts";
import { referenceCore } from "../../src/reference/index.ts";
import { again, allOptimizers, allSchedules, expectSame, fitOptions, left, make, train, validation } from "./runs.ts";

/** Where one stretch ends: after so many more steps by one of the ways, or by an abort when so many points are there. */
interface Cut {
  readonly by: "steps" | "budget" | "abort";
  readonly after: number;
}
const cut = fc.record({
  by: fc.constantFrom<Cut["by"]>("steps", "budget", "abort"),
  after: fc.integer({ min: 1, max: 30 }),
});

/** The options of a stretch that begins at step `at`. */
function stretch({ by, after }: Cut, at: number): FitOptions {
  if (by === "steps") return { steps: at + after };
  if (by === "budget") return { budget: { steps: after } };
  const controller = new AbortController();
  let points = 0;
  return {
    signal: controller.signal,
    onProgress: () => {
      if (++points > after % 4) controller.abort();
    },
  };
}

async function inPieces(options: FitOptions, cuts: readonly Cut[], core?: CompiledCore): Promise<Run<Network>> {
  const own = core ? { core } : {};
  const [first, ...others] = cuts;
  let run: Run<Network> = await (await make(core)).fit(train, { ...options, ...stretch(first, 0) });
  for (const next of others)
    run = await resume(run.checkpoint(), train, { ...again(options), ...stretch(next, run.steps), ...own });
  return resume(run.checkpoint(), train, { ...again(options), ...own });
}
const whole = async (options: FitOptions, core?: CompiledCore) => (await make(core)).fit(train, options);

test("runs of any options, cut one to four times, end as unbroken ones", async () => {
  await fc.assert(
    fc.asyncProperty(fitOptions, fc.array(cut, { minLength: 1, maxLength: 4 }), async (options, cuts) => {
      expectSame(await inPieces(options, cuts), await whole(options));
    }),
    { numRuns: 100 },
  );
});

test.each(
  allOptimizers.map((optimizer) => [`${optimizer.name} ${JSON.stringify(optimizer.options)}`, optimizer] as const),
)("every cut of 20 steps of %s goes on to the same bits", async (_, optimizer) => {
  const options = { optimizer, validation, epochs: 5, batchSize: 7, evaluateEvery: { steps: 3 } } as const;
  const expected = await whole(options);
  for (let steps = 1; steps <= 20; steps++)
    expectSame(await inPieces(options, [{ by: "steps", after: steps }]), expected);
});

test.each(allSchedules.map((schedule) => [`${schedule.name} ${JSON.stringify(schedule)}`, schedule] as const))(
  "%s goes on to the same bits from a cut inside and at the end of an epoch",
  async (_, schedule) => {
    const options = { schedule, validation, epochs: 10, batchSize: 7 };
    const expected = await whole(options);
    for (const after of [1, 11, 20, 27]) expectSame(await inPieces(options, [{ by: "budget", after }]), expected);
  },
);

test("20 epochs are 7 and 13, and 7, 6 and 7, by resume and by continue", async () => {
  const expected = left(await whole({ epochs: 20, validation }));
  const seven = await whole({ epochs: 7, validation });
  expect(left(await resume(seven.checkpoint(), train, { epochs: 20, validation }))).toEqual(expected);
  const thirteen = await resume(seven.checkpoint(), train, { epochs: 13, validation });
  expect(left(await thirteen.continue({ epochs: 7 }))).toEqual(expected);
  expect(left(await seven.continue({ epochs: 13 }))).toEqual(expected);
});

test("on the reference core, too", async () => {
  const core = referenceCore();
  await fc.assert(
    fc.asyncProperty(fitOptions, fc.array(cut, { minLength: 1, maxLength: 2 }), async (options, cuts) => {
      const short = { ...options, epochs: 2, batchSize: Math.max(5, options.batchSize ?? 5) };
      expectSame(await inPieces(short, cuts, core), await whole(short, core));
    }),
    { numRuns: 15 },
  );
});

test("a budget of milliseconds cuts between two steps, wherever that is", async () => {
  const options = { epochs: 400, validation, evaluateEvery: { epochs: 50 }, batchSize: 4 };
  const expected = await whole(options);
  for (const milliseconds of [0.01, 1, 5]) {
    const short = await whole({ ...options, budget: { milliseconds } });
    expect(short.curve.batchCost).toEqual(expected.curve.batchCost.slice(0, short.steps));
    expectSame(await resume(short.checkpoint(), train, { validation }), expected);
  }
});

test("an abort at any moment, also in the middle of an evaluation, goes on to the same bits", async () => {
  const options = { epochs: 60, validation, evaluateEvery: { steps: 2 }, batchSize: 4 };
  const expected = await whole(options);
  const reached = new Set<number>();
  const midway = new Set<boolean>();
  for (let moment = 0; moment < 40; moment++) {
    let asked = 0;
    // a signal that says no at first: fit asks it between slices and in evaluations
    const signal = Object.defineProperty(new AbortController().signal, "aborted", { get: () => asked++ > moment * 5 });
    const run = await whole({ ...options, signal });
    expect(run.reason).toBe("aborted");
    reached.add(run.steps);
    midway.add(run.steps % 2 === 0 && run.curve.points.at(-1)?.step !== run.steps && run.steps > 0);
    expectSame(await resume(run.checkpoint(), train, { validation }), expected);
  }
  expect(reached.size).toBeGreaterThan(10);
  expect([...midway].sort()).toEqual([false, true]);
});

test("a signal that is aborted from the start leaves a checkpoint of step 0, from which all is done", async () => {
  const options = { epochs: 3, validation };
  const none = await whole({ ...options, signal: AbortSignal.abort() });
  expect([none.steps, none.reason, none.curve.points]).toEqual([0, "aborted", []]);
  expectSame(await resume(none.checkpoint(), train, { validation }), await whole(options));
});

test("a checkpoint of a checkpoint's run without a step between is the same file", async () => {
  for (const optimizer of allOptimizers) {
    const run = await whole({ optimizer, epochs: 4, steps: 5, batchSize: 7, validation });
    const file = run.checkpoint();
    const still = await resume(file, train, { validation, signal: AbortSignal.abort() });
    const { points } = run.curve;
    expect(still.curve.points).toEqual(points.filter((point) => !point.cut));
    const next = await resume(still.checkpoint(), train, { validation, signal: AbortSignal.abort() });
    expect(next.checkpoint()).toEqual(still.checkpoint());
  }
});

test.each([
  ["saddleFreeNewton", saddleFreeNewton({ krylov: 4 })],
  ["saddleFreeNewton, 2 inner steps", saddleFreeNewton({ krylov: 3, damping: 0.1, innerSteps: 2 })],
  ["newton", newton({ krylov: 4, damping: "search" })],
])("every cut of %s goes on to the same bits, also by an abort inside a step", async (_, optimizer) => {
  const options = { optimizer, validation, epochs: 3, batchSize: 13, evaluateEvery: { steps: 2 } };
  const expected = await whole(options);
  for (let steps = 1; steps <= 6; steps++)
    expectSame(await inPieces(options, [{ by: "steps", after: steps }]), expected);
  for (let moment = 0; moment < 60; moment += 2) {
    let asked = 0;
    const signal = Object.defineProperty(new AbortController().signal, "aborted", { get: () => asked++ > moment });
    const run = await whole({ ...options, signal });
    expectSame(await resume(run.checkpoint(), train, { validation }), expected);
  }
});

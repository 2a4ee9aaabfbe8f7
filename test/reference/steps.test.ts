// Every activation, loss and optimizer there is, trained for some steps on the compiled core with the reference beside it.
import { expect, test } from "vitest";
import { activationKinds } from "../../src/activations/kinds.ts";
import { Program } from "../../src/core/program.ts";
import { dense } from "../../src/layers/dense.ts";
import { lossKinds } from "../../src/losses/kinds.ts";
import { emitBlock } from "../../src/network/emitBlock.ts";
import { Model } from "../../src/network/model.ts";
import { penaltyOf } from "../../src/network/penalty.ts";
import { readSpec } from "../../src/network/spec.ts";
import { adam } from "../../src/optimizers/adam.ts";
import { optimizerKinds } from "../../src/optimizers/kinds.ts";
import type { Optimizer } from "../../src/optimizers/optimizer.ts";
import { compareCores, type Parting, referenceCore } from "../../src/reference/index.ts";
import { compiledTestCore } from "../support/kernel.ts";
import { noise } from "../support/numbers.ts";

const STEPS = 6;
const ROWS = 11;
const compiled = compiledTestCore();

/** Trains 5 → 7 → 6 → 4 on noise, record by record beside the reference. */
async function partingOf(activation: string, loss: string, optimizer: Optimizer): Promise<Parting | null> {
  const layers = [dense(7, { activation }), dense(6, { activation }), dense(4)];
  const model = await Model.make(readSpec({ inputs: 5, layers, loss, l1: 0.001, l2: 0.01 }), compiled);
  const { arena, core, theta, gradients, fitSpace } = model;
  const { cursor, loss: sums } = fitSpace;
  const take = (name: string, type: "float32" | "float64" | "uint32", values: ArrayLike<number>) => {
    const tensor = arena.take(name, type, values.length);
    core.write(tensor, values);
    return tensor;
  };
  const rows = Array.from({ length: STEPS * ROWS }, (_, i) => i);
  const inputs = take("table", "float32", noise(rows.length * 5, 1));
  const table = take(
    "classes",
    "float32",
    rows.map((i) => (i * 5) % 4),
  );
  const order = take("order", "uint32", rows.toReversed());
  const scale = take("scale", "float32", [1 / ROWS]);
  const norm = take("norm", "float64", [0, -1]);
  const rates = take("rates", "float64", new Float64Array(STEPS).fill(optimizer.learningRate));
  const costs = take("costs", "float32", new Float32Array(STEPS));
  const state = {
    vectors: optimizer.vectors.map((v) => take(v.name, "float32", new Float32Array(theta.length).fill(v.initial))),
    scalars: take("scalars", "float64", [...optimizer.scalars, 0]),
    settings: take("settings", "float64", [...optimizer.settings, 0]),
    scratch: model.shared.scratch,
  };
  const count = theta.length;
  const source = { inputs, targets: { table, levels: model.shared.levels, classWeights: null }, order };
  const program = new Program();
  program.emit("gradientsClear", { gradients, loss: sums, count });
  emitBlock(program, model, fitSpace, source, { rows: ROWS, mode: "training", until: "gradients", scale });
  penaltyOf(model, fitSpace).emit(program, true);
  program.emit("gradientsGuard", { cursor, norm, loss: sums, gradients, count });
  optimizer.emit(program, { parameters: theta, gradients, ...state, rates, cursor, count });
  program.emit("costNote", { costs, loss: sums, cursor, rows: ROWS });
  const written = program.write(core, program.take(arena, "program"));
  const steps = Array.from({ length: STEPS }, (_, step) => [written.address, written.records, step * ROWS, step]);
  const passes = take("passes", "uint32", steps.flat());
  return compareCores(core, await referenceCore().instantiate(), { programs: [{ program, written }], cursor, passes });
}

test.each(Object.keys(activationKinds))(
  "with %s no record parts from the reference by more than 1e-5",
  async (name) => {
    expect(await partingOf(name, "softmaxCrossEntropy", adam())).toBeNull();
  },
);

test.each(Object.keys(lossKinds))("with %s no record parts from the reference by more than 1e-5", async (name) => {
  expect(await partingOf("tanh", name, adam())).toBeNull();
});

test.each(Object.entries(optimizerKinds))(
  "with %s no record parts from the reference by more than 1e-5",
  async (_, { make }) => {
    expect(await partingOf("tanh", "softmaxCrossEntropy", make())).toBeNull();
  },
);

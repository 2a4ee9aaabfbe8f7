// A fixed set of small runs, one per activation, loss, optimizer, schedule and initializer, of dense layers and dropout: does this
// engine give the published bits?

import { activationKinds } from "../activations/kinds.ts";
import { Network } from "../api/network.ts";
import type { CompiledCore } from "../core/core.ts";
import { checked, value } from "../core/options.ts";
import { allOptimizers } from "../curvature/allOptimizers.ts";
import { type Dataset, dataset } from "../data/dataset.ts";
import { split } from "../data/split.ts";
import { standardizer } from "../data/standardizer.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import { initializerNames, initializers } from "../layers/initializers.ts";
import { layerKinds } from "../layers/kinds.ts";
import type { LayerKind } from "../layers/layer.ts";
import { lossKinds } from "../losses/kinds.ts";
import type { NetworkOptions } from "../network/spec.ts";
import { NormalStream } from "../numbers/normalStream.ts";
import { DATASET } from "../numbers/purposes.ts";
import { sgd } from "../optimizers/sgd.ts";
import { scheduleKinds } from "../schedules/kinds.ts";
import { scheduleFromJSON } from "../schedules/scheduleFromJSON.ts";
import type { FitOptions } from "../training/fitOptions.ts";
import { published } from "./published.ts";

/** One run: `published` is absent for a case that was never published; `ok` is false where the two differ. */
export interface CheckResult {
  readonly name: string;
  readonly fingerprint: string;
  readonly published?: string;
  readonly ok: boolean;
}

const ROWS = 61;
const FEATURES = 5;
const CLASSES = 3;

/** Rows whose class, and two values, depend on them; drawn from a fixed stream. */
function table(form: "classes" | "values"): Dataset {
  const stream = new NormalStream(20140610, DATASET, 1);
  const inputs = Array.from({ length: ROWS }, () => Array.from({ length: FEATURES }, () => stream.normal()));
  const values = inputs.map(([a, b, c, d]) => [a * b + c, d - a + 0.1 * stream.normal()]);
  if (form === "values") return dataset({ inputs, targets: values });
  const targets = values.map(([u, v]) => (u > 0.3 ? 0 : v > 0 ? 1 : 2));
  return dataset({ inputs, targets, classes: ["a", "b", "c"] });
}

interface Case {
  readonly name: string;
  readonly network?: Partial<NetworkOptions>;
  readonly fit?: FitOptions;
}

const body = (units: readonly NetworkOptions["layers"][number][], outputs = CLASSES) => ({
  layers: [...units, dense(outputs)],
});
const tanhLayer = dense(9, { activation: "tanh" });

function cases(): Case[] {
  const initial = [...initializerNames, initializers.normal({ deviation: 0.3 }), initializers.constant({ value: 0.1 })];
  return [
    ...Object.keys(activationKinds).map((name) => ({
      name: `activation ${name}`,
      network: body([dense(9, { activation: name })]),
    })),
    ...Object.entries(lossKinds).map(([name, { classification }]) => ({
      name: `loss ${name}`,
      network: { loss: name, ...body([tanhLayer], classification ? CLASSES : 2) },
    })),
    ...Object.entries(allOptimizers).map(([name, kind]) => ({
      name: `optimizer ${name}`,
      fit: { optimizer: kind.make() },
    })),
    ...Object.entries(scheduleKinds).map(([name, { sample }]) => ({
      name: `schedule ${name}`,
      fit: { schedule: scheduleFromJSON({ kind: "schedule", name, options: sample }) },
    })),
    ...initial.map((initializer) => ({
      name: `initializer ${typeof initializer === "string" ? initializer : initializer.name}`,
      network: body([dense(9, { activation: "tanh", initializer })]),
    })),
    ...Object.entries<LayerKind>(layerKinds).flatMap(([name, { sample }]) =>
      sample === undefined ? [] : [{ name: `layer ${name}`, network: body([tanhLayer, sample()]) }],
    ),
    { name: "dropout scaled at training", network: body([dropout({ keep: 0.9 }), tanhLayer, dropout({ keep: 0.5 })]) },
    { name: "dropout scaled at test", network: body([tanhLayer, dropout({ keep: 0.7, scaleAt: "test" })]) },
    { name: "penalties", network: { l1: 1e-3, l2: 1e-2, ...body([tanhLayer]) } },
    { name: "class weights and clip", fit: { classWeights: "balanced", clip: { norm: 0.5 } } },
    { name: "wide layers", network: body([dense(600, { activation: "relu" }), dense(33, { activation: "relu" })]) },
  ];
}

/**
 * Trains a fixed set of small networks, one per activation, loss, optimizer, schedule and initializer, and some with dropout,
 * penalties, class weights and wide layers, and compares each fingerprint with the published one: on every engine they must be
 * equal. Their layers are `dense` and `dropout`: no run has `layerNorm`, `activation` or `residual`.
 *
 * @param options.core  the core to check; default the embedded one
 * @returns one result per run
 * @example for (const { name, ok } of await check()) if (!ok) console.log(`${name} differs on this engine`);
 */
export async function check(options: { readonly core?: CompiledCore } = {}): Promise<CheckResult[]> {
  const { core } = checked("check", options, { core: value<CompiledCore | undefined>(undefined, "a core") });
  const results: CheckResult[] = [];
  for (const { name, network: networkOptions = {}, fit = {} } of cases()) {
    const regression =
      networkOptions.loss !== undefined && !lossKinds[networkOptions.loss as keyof typeof lossKinds].classification;
    const { train, validation } = split(table(regression ? "values" : "classes"), { validation: 0.2, test: 0 });
    const spec = {
      inputs: FEATURES,
      loss: "softmaxCrossEntropy",
      standardizer: standardizer(train),
      seed: 3,
      ...body([tanhLayer]),
      ...networkOptions,
    };
    const network = await Network.create({ ...spec, ...(core && { core }) });
    await network.fit(train, {
      validation,
      epochs: 6,
      batchSize: 16,
      optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
      ...fit,
    });
    const fingerprint = network.fingerprint();
    network.dispose();
    const known = published[name];
    results.push({
      name,
      fingerprint,
      ...(known === undefined ? {} : { published: known }),
      ok: known === undefined || known === fingerprint,
    });
  }
  return results;
}

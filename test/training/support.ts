// Data sets, small networks, and a core that can be watched and held between two slices.
import type { CompiledCore, Core, Tensor } from "../../src/core/core.ts";
import { dataset } from "../../src/data/dataset.ts";
import { Network, type Optimizer } from "../../src/index.ts";
import { dense } from "../../src/layers/dense.ts";
import type { NetworkOptions } from "../../src/network/spec.ts";
import { optimizerKinds } from "../../src/optimizers/kinds.ts";
import { optimizerFromJSON } from "../../src/optimizers/optimizerFromJSON.ts";
import { compiledTestCore } from "../support/kernel.ts";
import { noise } from "../support/numbers.ts";

export const compiled = compiledTestCore();

/** Rows of noise whose class is that of their largest of `classes` random projections: it can be learnt. */
export function classified(rows: number, features = 5, classes = 3, seed = 1) {
  const inputs = noise(rows * features, seed);
  const directions = noise(classes * features, 77);
  const score = (row: number, c: number) => {
    let sum = 0;
    for (let k = 0; k < features; k++) sum += inputs[row * features + k] * directions[c * features + k];
    return sum;
  };
  const targets = Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let c = 1; c < classes; c++) if (score(row, c) > score(row, best)) best = c;
    return best;
  });
  const names = Array.from({ length: classes }, (_, c) => `class ${c}`);
  return dataset({ inputs, features, targets, classes: names });
}

/** Rows of noise and `outputs` values that follow from them, with some noise on top. */
export function measured(rows: number, features = 4, outputs = 2, seed = 1) {
  const inputs = noise(rows * features, seed);
  const off = noise(rows * outputs, seed + 1);
  const targets = off.map((e, i) => {
    const row = Math.floor(i / outputs);
    return inputs[row * features] * (1 + (i % outputs)) - inputs[row * features + features - 1] + 0.1 * e;
  });
  return dataset({ inputs, features, targets, outputs });
}

/** 5 → 6 → 3, softmax. */
export const small = (more: Partial<NetworkOptions> = {}): Promise<Network> =>
  Network.create({
    inputs: 5,
    layers: [dense(6, { activation: "tanh" }), dense(3)],
    loss: "softmaxCrossEntropy",
    core: compiled,
    ...more,
  });

/** A step that changes the weights visibly, for every optimizer there is. */
export const lively = (name: string): Optimizer =>
  optimizerFromJSON(name, { learningRate: name === "adadelta" ? 1 : name === "lion" ? 0.003 : 0.02 });
export const optimizerNames = Object.keys(optimizerKinds);

export interface Hooks {
  /** The work of each call of `run`, in place of what the host asks for. */
  readonly work?: (asked: number) => number;
  /** Called after each call of `run`, with how many there have been. */
  readonly after?: (calls: number, answer: number) => void;
  /** Numbers to write in place of those given; with the core that writes them, and where. */
  readonly write?: (
    name: string,
    values: ArrayLike<number>,
    place: { readonly core: Core; readonly tensor: Tensor },
  ) => ArrayLike<number>;
}

/** A core that does as `base` does, but for the hooks. */
export function hooked(hooks: Hooks, base: CompiledCore = compiled): CompiledCore {
  const wrap = (core: Core): Core => {
    let calls = 0;
    return new Proxy(core, {
      get(target, property) {
        if (property === "run") {
          return (cursor: number, passes: number, end: number, work: number) => {
            const answer = target.run(cursor, passes, end, hooks.work?.(work) ?? work);
            hooks.after?.(++calls, answer);
            return answer;
          };
        }
        if (property === "write" && hooks.write) {
          const { write } = hooks;
          return (...[tensor, values, at]: Parameters<Core["write"]>) =>
            target.write(tensor, write(tensor.name, values, { core: target, tensor }), at);
        }
        const value = Reflect.get(target, property, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  };
  return { kind: base.kind, instantiate: async () => wrap(await base.instantiate()) };
}

/** Lets everything that waits on the event loop run once. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** What a promise was rejected with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("The promise was kept, but should have been rejected.");
}

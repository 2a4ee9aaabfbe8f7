// Every optimizer of the registry with its variants, and single updates on either core.
import { CURSOR_BYTES } from "../../assembly/abi.ts";
import type { CellType, Core, Tensor, Values } from "../../src/core/core.ts";
import { tailScratchBytes } from "../../src/core/kernels.ts";
import type { KernelName } from "../../src/core/kernelsByName.ts";
import { Program } from "../../src/core/program.ts";
import { optimizerKinds } from "../../src/optimizers/kinds.ts";
import type { Optimizer } from "../../src/optimizers/optimizer.ts";
import { optimizerFromJSON } from "../../src/optimizers/optimizerFromJSON.ts";
import { type Cells, type CellsFor, cursor, float32, float64, kernelCall, scratch } from "./kernel.ts";

type Options = Optimizer["options"];

/** What changes the formula; every registered optimizer is also tested with its defaults. */
const variants: Readonly<Record<string, readonly Options[]>> = {
  sgd: [
    { momentum: 0.9 },
    { momentum: 0.9, nesterov: true },
    { momentum: 0.9, form: "pytorch" },
    { momentum: 0.9, form: "pytorch", nesterov: true },
    { momentum: 0.9, form: "pytorch", dampening: 0.5 },
  ],
  adagrad: [{ initialAccumulator: 0.1, learningRateDecay: 0.05 }],
  rmsprop: [{ centered: true }, { momentum: 0.9 }, { centered: true, momentum: 0.9 }],
  adam: [{ amsgrad: true }],
  adamw: [{ amsgrad: true, weightDecay: 0.1 }],
  lion: [{ weightDecay: 0.1 }],
};

/** [title, optimizer with `more` options] of every optimizer and variant. */
export function everyOptimizer(
  more: (name: string) => Options = () => ({}),
): readonly (readonly [string, Optimizer])[] {
  return Object.keys(optimizerKinds).flatMap((name) =>
    [{}, ...(variants[name] ?? [])].map((options) => {
      const text = Object.entries(options).map(([option, value]) => `${option} ${value}`);
      return [[name, ...text].join(", "), optimizerFromJSON(name, { ...more(name), ...options })] as const;
    }),
  );
}

/** θ and the optimizer's state. */
export interface State {
  readonly parameters: ArrayLike<number>;
  readonly vectors: readonly ArrayLike<number>[];
  readonly scalars: ArrayLike<number>;
}

export const initialState = ({ vectors, scalars }: Optimizer, parameters: ArrayLike<number>): State => ({
  parameters,
  vectors: vectors.map(({ initial }) => new Float32Array(parameters.length).fill(initial)),
  scalars,
});

/** One update, by the optimizer's own record, with guard words around every tensor. */
export function update(
  core: Core,
  optimizer: Optimizer,
  { parameters, vectors, scalars }: State,
  gradients: ArrayLike<number>,
  rate = optimizer.learningRate,
): State {
  const cells = new Map<Tensor, Cells>();
  const tensor = (name: string, type: CellType, made: Cells): Tensor => {
    const one = { name, type, address: 0, length: made.values.length };
    cells.set(one, made);
    return one;
  };
  const padded = (values: ArrayLike<number>) => float64(values.length === 0 ? [0] : values);
  const program = new Program();
  const tensors = {
    parameters: tensor("parameters", "float32", float32(parameters)),
    gradients: tensor("gradients", "float32", float32(gradients)),
    vectors: vectors.map((values, i) => tensor(optimizer.vectors[i].name, "float32", float32(values))),
    scalars: tensor("scalars", "float64", padded(scalars)),
    settings: tensor("settings", "float64", padded(optimizer.settings)),
    rates: tensor("rates", "float64", float64([Number.NaN, rate, Number.NaN])),
    cursor: tensor("cursor", "int32", cursor({ step: 1 })),
    scratch: tensor("scratch", "uint32", scratch(tailScratchBytes)),
    count: parameters.length,
  };
  if (tensors.cursor.length !== CURSOR_BYTES / 4) throw new Error("a cursor has five words");
  optimizer.emit(program, tensors);
  if (program.records.length !== 1) throw new Error(`${optimizer.name} emits ${program.records.length} records`);
  const [{ kernel, operands }] = program.records;
  const given = Object.entries(operands).map(([name, value]) => [
    name,
    typeof value === "object" && value !== null ? cells.get(value) : value,
  ]);
  const after = kernelCall(core, kernel, Object.fromEntries(given) as CellsFor<KernelName>) as Record<string, Values>;
  const nameOf = (wanted: Tensor) => Object.entries(operands).find(([, value]) => value === wanted)?.[0] ?? "";
  return {
    parameters: after.parameters,
    vectors: tensors.vectors.map((vector) => after[nameOf(vector)]),
    scalars: after[nameOf(tensors.scalars)] ?? scalars,
  };
}

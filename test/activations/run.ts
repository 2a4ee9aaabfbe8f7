// Runs an activation's kernels on either core, as a layer would.

import { kindOfActivation } from "../../src/activations/activations.ts";
import { activationKinds } from "../../src/activations/kinds.ts";
import type { Core } from "../../src/core/core.ts";
import { float32, kernelCall, zeros } from "../support/kernel.ts";

export type KindName = keyof typeof activationKinds;
/** Every activation that has kernels; a new one is tested by being here. */
export const names = Object.keys(activationKinds) as KindName[];
export const kindOf = (name: KindName) =>
  kindOfActivation({ name }) as NonNullable<ReturnType<typeof kindOfActivation>>;
const parameterCells = (parameter: number | undefined) => (parameter === undefined ? null : float32([parameter]));

/** An activation with each parameter that is worth a test. */
export interface Case {
  readonly title: string;
  readonly name: KindName;
  readonly parameter: number | undefined;
}
/** All activations, those with a parameter also at others than the default. */
export const cases: Case[] = names.flatMap((name): Case[] => {
  const rule = kindOf(name).parameter;
  if (rule === undefined) return [{ title: name, name, parameter: undefined }];
  return [rule.rule.fallback, 0.25, 3].map((p) => ({
    title: `${name}(${rule.name} ${p})`,
    name,
    parameter: Math.fround(p),
  }));
});

/** f(x) */
export function forward(core: Core, { name, parameter }: Case, x: ArrayLike<number>) {
  const outputs = zeros(x.length);
  return kernelCall(core, kindOf(name).forward, {
    outputs,
    inputs: float32(x),
    parameter: parameterCells(parameter),
    count: x.length,
  }).outputs;
}

/** dy·f′, where `kept` is what the activation keeps: its inputs or its outputs. */
export function backward(core: Core, { name, parameter }: Case, kept: ArrayLike<number>, dy?: ArrayLike<number>) {
  const outputGradients = float32(dy ?? new Float32Array(kept.length).fill(1));
  const unread = float32(new Float32Array(kept.length).fill(Number.NaN));
  const keeps = kindOf(name).keeps;
  return kernelCall(core, kindOf(name).backward, {
    inputGradients: zeros(kept.length),
    outputGradients,
    inputs: keeps === "inputs" ? float32(kept) : unread,
    outputs: keeps === "outputs" ? float32(kept) : unread,
    parameter: parameterCells(parameter),
    count: kept.length,
  }).inputGradients;
}

/** f′(x), by way of the outputs where they are what is kept. */
export function slope(core: Core, of: Case, x: ArrayLike<number>) {
  return backward(core, of, kindOf(of.name).keeps === "outputs" ? forward(core, of, x) : x);
}

// What a network is made of, checked and frozen.

import type { CompiledCore } from "../core/core.ts";
import { OptionError } from "../core/errors.ts";
import { checked, nonNegative, oneOf, seed, value } from "../core/options.ts";
import { isShape, type Shape, sizeOf } from "../core/shape.ts";
import { type Column, featureNamesOf, isColumns } from "../data/columns.ts";
import { isStandardizer, type Standardizer } from "../data/isStandardizer.ts";
import { buildChain, describeChain, outputOf } from "../layers/chain.ts";
import type { Layer, LayerDescription, LayerKinds } from "../layers/layer.ts";
import { type Loss, lossKind, readLoss } from "../losses/losses.ts";

export type Precision = "reproducible" | "fast";

export interface NetworkOptions {
  /** Features per row, ≥ 1; or their shape, [height, width, channels]: rows stay flat, the last axis running fastest. */
  readonly inputs: number | Shape;
  readonly layers: readonly LayerDescription[];
  readonly loss: string | Loss;
  /** λ₁ ≥ 0 of λ₁‖W‖₁, weights only; default 0. */
  readonly l1?: number;
  /** λ₂ ≥ 0 of ½λ₂‖W‖², weights only; default 0. */
  readonly l2?: number;
  /** Of the initial weights; default 1. */
  readonly seed?: number;
  /**
   * Stored with the model; then every method that takes rows takes raw rows and applies it once. With figures of targets
   * (regressions only) targets are given and predicted raw; losses, costs, gradients and `{ raw: true }` are in deviations.
   */
  readonly standardizer?: Standardizer;
  readonly classes?: readonly string[];
  /** How a raw table was read, from `csv`; stored with the model, so that `read` reads other tables the same way. */
  readonly columns?: readonly Column[];
  readonly precision?: Precision;
  /** From `await loadCore(…)`; default the embedded one. */
  readonly core?: CompiledCore;
}

/** A network's description with every default filled in. */
export interface Spec {
  /** features per row */
  readonly inputs: number;
  /** of a row */
  readonly shape: Shape;
  readonly outputs: number;
  readonly layers: readonly LayerDescription[];
  readonly loss: Loss;
  readonly l1: number;
  readonly l2: number;
  readonly seed: number;
  readonly precision: Precision;
}

const isNames = (value: unknown) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((v) => typeof v === "string") &&
  new Set(value).size === value.length;
const isCore = (value: unknown) => typeof (value as CompiledCore | null)?.instantiate === "function";

export const INPUTS_EXPECTED = "a whole number ≥ 1, or [height, width, channels]";
/** true for a number of features, or their shape. */
export const isInputs = (value: unknown): boolean => isShape(typeof value === "number" ? [value] : value);

const rules = {
  inputs: value<number | Shape | undefined>(undefined, INPUTS_EXPECTED, isInputs),
  layers: value<readonly LayerDescription[] | undefined>(
    undefined,
    "an array with at least one layer",
    (v) => Array.isArray(v) && v.length > 0,
  ),
  loss: value<string | Loss | undefined>(undefined, "a loss's name or object"),
  l1: nonNegative<number>(0),
  l2: nonNegative<number>(0),
  seed: seed(1),
  standardizer: value<Standardizer | undefined>(undefined, "what standardizer(train) returns", isStandardizer),
  classes: value<readonly string[] | undefined>(undefined, "different class names", isNames),
  columns: value<readonly Column[] | undefined>(undefined, "the columns that csv returned", isColumns),
  precision: oneOf(["reproducible", "fast"], "reproducible"),
  core: value<CompiledCore | undefined>(undefined, "what `await loadCore()` returns", isCore),
};

const required = <T>(name: "inputs" | "layers" | "loss", value: T | undefined): T => {
  if (value === undefined)
    throw new OptionError({ where: `Network.${name}`, received: value, expected: rules[name].expected });
  return value;
};

export interface ReadSpec {
  readonly spec: Spec;
  readonly layers: readonly Layer[];
  readonly standardizer?: Standardizer;
  readonly classes?: readonly string[];
  readonly columns?: readonly Column[];
  readonly core?: CompiledCore;
}

/** Checks that standardizer, columns and classes are as many as the network's inputs and outputs. @throws {OptionError} */
function requireFitting(spec: Spec, { standardizer, columns, classes }: Partial<NetworkOptions>): void {
  const { inputs, outputs: width, loss } = spec;
  const classifies = lossKind(loss).classification;
  if (standardizer !== undefined && standardizer.mean.length !== inputs) {
    throw new OptionError({
      where: "Network.standardizer",
      received: `${standardizer.mean.length} columns`,
      expected: `${inputs} columns, as many as inputs`,
    });
  }
  const scaled = standardizer?.targetMean?.length;
  if (scaled !== undefined && (classifies || scaled !== width)) {
    const wrong = classifies;
    throw new OptionError({
      where: "Network.standardizer",
      received: `figures of ${scaled} target columns`,
      expected: wrong ? `none, since ${loss.name} classifies` : `${width}, as many as outputs`,
      hint: wrong ? "Make it without `targets: true`." : `The last layer has ${width} unit${width === 1 ? "" : "s"}.`,
    });
  }
  const features = columns && featureNamesOf(columns).length;
  if (features !== undefined && features !== inputs) {
    throw new OptionError({
      where: "Network.columns",
      received: `${features} features`,
      expected: `${inputs}, as many as inputs`,
    });
  }
  if (classes !== undefined && classes.length !== Math.max(2, width)) {
    throw new OptionError({
      where: "Network.classes",
      received: classes,
      expected: `${Math.max(2, width)} names`,
      hint: `The last layer has ${width} unit${width === 1 ? "" : "s"}.`,
    });
  }
}

/**
 * Checks a network's options and builds its layers.
 * @param kinds  by name, where a description does not bring its kind
 * @throws {OptionError} naming the option or layer
 */
export function readSpec(options: NetworkOptions, kinds: LayerKinds = {}): ReadSpec {
  const read = checked("Network", options, rules);
  const shape = Object.freeze([required("inputs", read.inputs)].flat());
  const inputs = sizeOf(shape);
  const where = "Network.layers";
  const { l1, l2, seed, precision, standardizer, core } = read;
  const descriptions = describeChain(where, required("layers", read.layers), {
    kinds,
    depth: 0,
    inner: { count: 0 },
  });
  const layers = buildChain(descriptions, { where, stream: 0, input: shape, l1, l2, kinds });
  const width = sizeOf(outputOf(layers, shape));
  const loss = readLoss("Network.loss", required("loss", read.loss));
  const spec = Object.freeze({
    inputs,
    shape,
    outputs: width,
    layers: descriptions,
    loss,
    l1,
    l2,
    seed,
    precision,
  });
  requireFitting(spec, read);
  const { classes, columns } = read;
  return {
    spec,
    layers,
    ...(standardizer && { standardizer }),
    ...(classes && { classes }),
    ...(columns && { columns }),
    ...(core && { core }),
  };
}

// What a network's layers do with a data set: outputs, dead, saturated and equal units, gradients. Knows no training and no verdict.
import { type ActivationName, activationKind } from "../activations/activations.ts";
import { slice, type Tensor } from "../core/core.ts";
import { PassList } from "../core/passes.ts";
import { type Program, writeProgram } from "../core/program.ts";
import { sizeOf } from "../core/shape.ts";
import type { Dataset } from "../data/dataset.ts";
import { lossKind } from "../losses/losses.ts";
import { readTargets, standardiseTargets } from "../losses/targets.ts";
import { emitBlock, type Source } from "../network/emitBlock.ts";
import type { Model } from "../network/model.ts";
import { normOf } from "../network/normOf.ts";
import { penaltyOf } from "../network/penalty.ts";
import { requireFits } from "./evaluate.ts";
import { blocksOf, GroupTotals } from "./rowGroups.ts";

/** One layer over a data set, in evaluation mode. */
export interface LayerInspection {
  /** its place in the network, from 0 */
  readonly layer: number;
  readonly kind: string;
  /** of a dense layer */
  readonly activation?: ActivationName;
  readonly units: number;
  /** of its outputs, over rows × units; the deviation with 1/(n − 1) */
  readonly mean: number;
  readonly deviation: number;
  /** units of the ReLU family whose output is 0 for every row: no gradient reaches their weights */
  readonly deadUnits: number;
  /** units of sigmoid, tanh, softsign or hardSigmoid whose slope is below that of the sigmoid at |t| = 5, relative to its largest (0.0266), for at least 95 % of the rows */
  readonly saturatedUnits: number;
  /** ‖∂cost/∂(its parameters)‖ over all rows, penalties included; 0 for a layer without parameters */
  readonly gradientNorm: number;
  /** share of a unit's weight gradients that have the more frequent sign, mean over the rows: 1 where all move the same way, as behind a sigmoid; 0 for a layer without weights */
  readonly signAgreement: number;
  /** pairs of units whose incoming weights and biases are equal to the last bit */
  readonly twins: number;
}

/** 4σ(5)(1 − σ(5)): the sigmoid's slope at |t| = 5, where it is hardly different from 0, as a share of its largest. */
const SATURATED_SLOPE = 0.026592226683160525;
const SATURATED_SHARE = 0.95;

/** Sums over the rows of one layer. */
class Tally {
  sum = 0;
  squares = 0;
  agreement = 0;
  readonly alive: Uint8Array;
  readonly saturated: Uint32Array;

  constructor(units: number) {
    this.alive = new Uint8Array(units);
    this.saturated = new Uint32Array(units);
  }

  outputs(values: ArrayLike<number>, activation: ActivationName | undefined): void {
    const units = this.alive.length;
    const { silentAtZero = false, slopeShare } = (activation && activationKind({ name: activation })) ?? {};
    if (!silentAtZero) this.alive.fill(1);
    for (let at = 0, unit = 0; at < values.length; at++, unit = unit + 1 === units ? 0 : unit + 1) {
      const y = values[at];
      this.sum += y;
      this.squares += y * y;
      if (y !== 0) this.alive[unit] = 1;
      if (slopeShare !== undefined && slopeShare(y) < SATURATED_SLOPE) this.saturated[unit]++;
    }
  }

  /** A row's gradient of unit j's weights is δⱼ·x: its signs are those of x, or all turned over. */
  inputs(values: ArrayLike<number>, width: number): void {
    for (let at = 0; at < values.length; at += width) {
      let positive = 0;
      let negative = 0;
      for (let k = at; k < at + width; k++) {
        if (values[k] > 0) positive++;
        else if (values[k] < 0) negative++;
      }
      this.agreement += Math.max(positive, negative) / width;
    }
  }
}

/** Pairs of equal rows of [weights | bias]; 0 and −0 are equal here, and so are NaNs. */
function twinsOf(model: Model, layer: number, units: number): number {
  const { rows = [] } = model.layers[layer].units ?? {};
  const own = model.placed.filter((part) => part.layer === layer && rows.includes(part.variable.name));
  if (own.length === 0) return 0;
  const parts = own.map(({ from, length }) => ({
    values: model.core.read(model.theta, from, length),
    per: length / units,
  }));
  const areEqual = (a: number, b: number) =>
    parts.every(({ values, per }) => {
      for (let i = a * per, j = b * per; i < (a + 1) * per; i++, j++)
        if (values[i] !== values[j] && !(Number.isNaN(values[i]) && Number.isNaN(values[j]))) return false;
      return true;
    });
  // by the first weight, since units that are not equal seldom share it
  const groups = new Map<number, { first: number; count: number }[]>();
  const [{ values, per }] = parts;
  let pairs = 0;
  for (let unit = 0; unit < units; unit++) {
    const alike = groups.get(values[unit * per]) ?? [];
    groups.set(values[unit * per], alike);
    const group = alike.find(({ first }) => areEqual(first, unit));
    if (group) pairs += group.count++;
    else alike.push({ first: unit, count: 1 });
  }
  return pairs;
}

/**
 * The inspection as lists of passes, each of which the caller walks before it asks for the next. Takes memory above the
 * arena's mark; the caller gives it back.
 * @throws as `evaluate` on data that does not fit
 */
export function* inspectSteps(where: string, model: Model, given: Dataset): Generator<PassList, LayerInspection[]> {
  const { data, form } = requireFits(where, model, given);
  const { spec, layers, arena, core, fitSpace, gradients, shared } = model;
  const { cursor } = fitSpace;
  const block = Math.min(fitSpace.rows, data.rows);
  const classes = form.form === "classes";
  const inputs = arena.take("inspect.rows", "float32", block * spec.inputs);
  const targets = arena.take("inspect.targets", "float32", block * form.perRow);
  const scale = arena.take("inspect.scale", "float32", 1);
  core.set(scale, 1 / (data.rows * (lossKind(spec.loss).elementwise ? spec.outputs : 1)));
  const source: Source = {
    inputs,
    targets: { table: targets, levels: classes ? shared.levels : null, classWeights: null },
    order: null,
  };
  const write = (emit: (program: Program) => void) =>
    new PassList(arena, cursor, "inspect.passes").add(writeProgram(arena, "inspect.program", emit)).write();
  const tallies = layers.map(({ output }) => new Tally(output[output.length - 1]));
  const activations = layers.map(({ units }) => units?.activation?.name);

  const totals = GroupTotals.of(arena, data.rows, gradients.length);
  yield write((p) => p.emit("gradientsClear", { gradients, loss: fitSpace.loss, count: gradients.length }));
  let known: { rows: number; list: PassList; between: readonly Tensor[] } | undefined;
  for (const { from: at, rows, endsGroup } of blocksOf(data.rows, block)) {
    const raw = data.inputs.subarray(at * spec.inputs, (at + rows) * spec.inputs);
    core.write(inputs, model.rows(where, raw).values);
    const part = data.targets.subarray(at * form.perRow, (at + rows) * form.perRow);
    const read = readTargets(`${where}.targets`, spec.loss, form.form, spec.outputs, part, at);
    core.write(targets, classes ? read : standardiseTargets(model.standardizer, read));
    if (known?.rows !== rows) {
      let between: readonly Tensor[] = [];
      const list = write((program) => {
        const options = { rows, mode: "evaluation", until: "gradients", scale } as const;
        const emitted = emitBlock(program, model, fitSpace, source, options);
        between = [...emitted.inputs, emitted.outputs];
      });
      known = { rows, list, between };
    }
    yield known.list;
    if (totals && endsGroup) yield write((p) => totals.add(p, gradients));
    for (const [i, layer] of layers.entries()) {
      const tally = tallies[i];
      tally.outputs(core.read(known.between[i + 1], 0, rows * sizeOf(layer.output)), activations[i]);
      const width = sizeOf(layer.input);
      if (layer.units?.rows) tally.inputs(core.read(known.between[i], 0, rows * width), width);
    }
  }
  const penalty = penaltyOf(model, fitSpace);
  if (totals) yield write((p) => totals.round(p, gradients));
  if (penalty.any) yield write((program) => penalty.emit(program, true));

  return layers.map((layer, i) => {
    const tally = tallies[i];
    const units = layer.output[layer.output.length - 1];
    const count = data.rows * sizeOf(layer.output);
    const mean = tally.sum / count;
    const own = model.placed.filter((part) => part.layer === i);
    const from = own[0]?.from ?? 0;
    const length = own.reduce((sum, part) => sum + part.length, 0);
    const activation = activations[i];
    return Object.freeze({
      layer: i,
      kind: layer.description.kind,
      ...(activation && { activation }),
      units,
      mean,
      deviation: count > 1 ? Math.sqrt(Math.max(0, tally.squares - tally.sum * mean) / (count - 1)) : 0,
      deadUnits: tally.alive.reduce((dead, alive) => dead + 1 - alive, 0),
      saturatedUnits: tally.saturated.filter((n) => n >= (SATURATED_SHARE * count) / units).length,
      gradientNorm: length === 0 ? 0 : normOf(arena, slice(gradients, "own", from, length)),
      signAgreement: tally.agreement / data.rows,
      twins: twinsOf(model, i, units),
    });
  });
}

/** The whole inspection in one call; see Network.inspect. */
export function inspect(model: Model, data: Dataset): LayerInspection[] {
  model.requireFree("inspect");
  const mark = model.arena.mark();
  try {
    const steps = inspectSteps("inspect", model, data);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      value.run();
    }
  } finally {
    model.arena.release(mark);
  }
}

// Runs a program on two cores, one record at a time, and finds the first record at which they part.
import { CURSOR_BYTES, CURSOR_RECORD, PASS_BYTES, RECORD_BYTES, RUN_MORE } from "../../assembly/abi.ts";
import { bytesOf, type Core, slice, type Tensor } from "../core/core.ts";
import type { KernelName } from "../core/kernelsByName.ts";
import type { Program, ProgramRecord, Written } from "../core/program.ts";

/** What to walk: the same as `run` is given, and the programs that the passes point into. */
export interface Walk {
  readonly programs: readonly { readonly program: Program; readonly written: Written }[];
  /** The run's cursor, int32; the walk begins where it stands. */
  readonly cursor: Tensor;
  /** [address of the first record, records, row, step] × passes. */
  readonly passes: Tensor;
  /** The pass to stop before; by default after the last. */
  readonly end?: number;
}

/** Two numbers x (core) and y (reference) agree where |x − y| ≤ absolute + relative·|y| + ofLargest·max|y| over the tensor. */
export interface Tolerance {
  /** Default 1e-5. */
  readonly relative?: number;
  /** Default 1e-25: the core reads differences below 2⁻⁹⁰ as 0, the reference does not. */
  readonly absolute?: number;
  /** Default 1e-6: where a sum cancels, its error is a fraction of its terms. */
  readonly ofLargest?: number;
}

/** The first element that differs by more than is allowed. */
export interface Parting {
  /** Number of the pass, and of the record in it. */
  readonly pass: number;
  readonly record: number;
  readonly kernel: KernelName;
  /** The operand's name, or "answer" where `run` itself answered differently. */
  readonly operand: string;
  /** The tensor's name. */
  readonly tensor: string;
  readonly element: number;
  readonly core: number;
  readonly reference: number;
  /** How far apart they might have been. */
  readonly allowed: number;
}

/** Operands that are memory for the core's own use. */
const unread = new Set(["scratch"]);
/** Operands that no kernel writes and that may be as large as a data set: copied when first met, and then trusted. */
const unwritten = new Set(["table", "order"]);

const endOf = (tensor: Tensor) => tensor.address + tensor.length * bytesOf[tensor.type];

/** A record's tensors by operand name, scratch left out. */
const tensorsOf = ({ operands }: ProgramRecord): [operand: string, tensor: Tensor][] =>
  Object.entries(operands).filter(
    (pair): pair is [string, Tensor] => typeof pair[1] === "object" && pair[1] !== null && !unread.has(pair[0]),
  );

function copy(from: Core, to: Core, tensor: Tensor): void {
  to.reserve(endOf(tensor));
  to.write(tensor, from.read(tensor));
}

/** Whether x, as the core stores it, is the float32 or the integer nearest to y; equal NaN and ±∞ are. */
const same = (x: number, y: number, type: Tensor["type"]) =>
  Object.is(x, y) || x === y || (type === "float32" && Object.is(x, Math.fround(y)));

/** First element of a tensor in which the cores differ by more than the tolerance. */
function firstDifference(core: Core, reference: Core, tensor: Tensor, tolerance: Required<Tolerance>) {
  const x = core.read(tensor);
  const y = reference.read(tensor);
  const exact = tensor.type === "int32" || tensor.type === "uint32";
  let largest = 0;
  if (!exact) for (const value of y) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  for (let i = 0; i < tensor.length; i++) {
    if (same(x[i], y[i], tensor.type)) continue;
    const { absolute, relative, ofLargest } = tolerance;
    const allowed = exact ? 0 : absolute + relative * Math.abs(y[i]) + ofLargest * largest;
    // also where one of them is not a finite number
    if (!(Math.abs(x[i] - y[i]) <= allowed) || !Number.isFinite(y[i]))
      return { element: i, core: x[i], reference: y[i], allowed };
  }
  return null;
}

/** The record that lies at an address. */
function recordAt(programs: Walk["programs"], address: number): ProgramRecord {
  for (const { program, written } of programs) {
    const index = (address - written.address) / RECORD_BYTES;
    if (index >= 0 && index < written.records) return program.records[index];
  }
  throw new RangeError(`compareCores: a pass points at ${address}, expected one of the given programs' records.`);
}

/**
 * Walks both cores from the cursor, one record at a time, and compares every tensor that the record names: integers exactly,
 * floats within the tolerance, scratch not at all. After each record the core's numbers are copied into the reference, so that
 * an early rounding is not blamed on later records; and before it what the record has not met yet, so that the reference may
 * be empty: records, passes, parameters and data come from the core.
 *
 * A program in which a kernel halts the run is compared up to there.
 *
 * @param core       the core to judge; it is walked as `run` would walk it
 * @param reference  another core; what lies at the same addresses in it is overwritten
 * @returns the first place where they part, or null
 * @example
 * const reference = await referenceCore().instantiate();
 * const parting = compareCores(core, reference, { programs: [{ program, written }], passes, cursor });
 * if (parting) console.log(`${parting.kernel} parts at ${parting.tensor}[${parting.element}]`);
 */
export function compareCores(core: Core, reference: Core, walk: Walk, tolerance: Tolerance = {}): Parting | null {
  const { programs, cursor, passes } = walk;
  const end = walk.end ?? (passes.length * 4) / PASS_BYTES;
  const bounds = { relative: 1e-5, absolute: 1e-25, ofLargest: 1e-6, ...tolerance };
  const met = new Set<string>();
  for (const { program, written } of programs) {
    const length = (written.records * RECORD_BYTES) / 4;
    copy(core, reference, { name: "program", type: "uint32", address: written.address, length });
    for (const record of program.records)
      for (const [operand, tensor] of tensorsOf(record)) {
        const key = `${tensor.address} ${tensor.length} ${tensor.type} ${unwritten.has(operand)}`;
        if (!met.has(key)) copy(core, reference, tensor);
        met.add(key);
      }
  }
  copy(core, reference, passes);
  copy(core, reference, slice(cursor, cursor.name, 0, CURSOR_BYTES / 4));

  const passWord = (pass: number, word: number) => core.get(passes, (pass * PASS_BYTES) / 4 + word);
  for (;;) {
    let pass = core.get(cursor);
    let index = core.get(cursor, CURSOR_RECORD / 4);
    for (; pass < end && index >= passWord(pass, 1); index = 0) pass++;
    if (pass >= end) return null;
    const record = recordAt(programs, passWord(pass, 0) + index * RECORD_BYTES);
    const where = { pass, record: index, kernel: record.kernel };
    // with one unit of work exactly one record runs: the first always does, and none costs less than one
    const answer = core.run(cursor.address, passes.address, end, 1);
    const other = reference.run(cursor.address, passes.address, end, 1);
    const compared: [string, Tensor][] = tensorsOf(record).filter(([operand]) => !unwritten.has(operand));
    for (const [operand, tensor] of compared) {
      const difference = firstDifference(core, reference, tensor, bounds);
      if (difference) return { ...where, operand, tensor: tensor.name, ...difference };
    }
    const difference = firstDifference(core, reference, cursor, bounds);
    if (difference) return { ...where, operand: "cursor", tensor: cursor.name, ...difference };
    if (answer !== other)
      return { ...where, operand: "answer", tensor: "run", element: 0, core: answer, reference: other, allowed: 0 };
    for (const [, tensor] of compared) copy(core, reference, tensor);
    if (answer !== RUN_MORE) return null;
  }
}

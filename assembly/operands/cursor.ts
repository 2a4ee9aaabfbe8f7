// Where the walk over the records stands, as kernels read it.

/** Lies at the address of an operand `cursor`; abi.ts has the same layout as numbers. */
@unmanaged
export class Cursor {
  pass: i32;
  record: i32;
  /** the pass's first row in the order of the epoch */
  row: i32;
  /** the pass's step in the epoch */
  step: i32;
  /** set by a kernel, it halts the run: HALT_NOT_FINITE or HALT_CONVERGED */
  halt: i32;
}

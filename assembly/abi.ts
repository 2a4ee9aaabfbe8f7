// What the core and the host agree on: the layouts of records, passes and the cursor. Read by both compilers.

/** Every tensor begins at a multiple of this. */
export const ALIGNMENT_BYTES = 64;

//  record  | 0: table slot | 4: work | 8 … 124: operands (addresses and counts) |
export const RECORD_BYTES = 128;
export const RECORD_WORK = 4;
export const RECORD_OPERANDS = 8;

//  pass    | 0: address of its first record | 4: records | 8: row | 12: step |
export const PASS_BYTES = 16;
export const PASS_RECORDS = 4;
export const PASS_ROW = 8;
export const PASS_STEP = 12;

//  cursor  | 0: pass | 4: record | 8: row | 12: step | 16: halt |
export const CURSOR_BYTES = 20;
export const CURSOR_RECORD = 4;
export const CURSOR_ROW = 8;
export const CURSOR_STEP = 12;
export const CURSOR_HALT = 16;

/** What `run` answers. */
export const RUN_DONE = 0;
export const RUN_MORE = 1;
export const RUN_HALTED = 2;

/** Why a kernel halted the run. */
export const HALT_NOT_FINITE = 1;
export const HALT_CONVERGED = 2;

/** What random words are for: the lowest byte of a counter's last word. */
export const RANDOM_DROPOUT = 4;

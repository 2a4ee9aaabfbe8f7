// What a residual does beside its layers: adds two tensors, and copies one.
import { rowMultiplyAdd } from "../lanes/rows";

@unmanaged
class ResidualAdd {
  /** count */
  outputs: usize;
  /** count */
  inputs: usize;
  /** count */
  shortcuts: usize;
  count: i32;
}

/** outputs = inputs + shortcuts; outputs may be either. */
export function residualAdd(o: ResidualAdd): void {
  rowMultiplyAdd(o.outputs, o.inputs, 0, o.shortcuts, (<usize>o.count) << 2);
}

@unmanaged
class ResidualCopy {
  /** count */
  outputs: usize;
  /** count */
  inputs: usize;
  count: i32;
}

/** outputs = inputs, not in place: gradients that go two ways. */
export function residualCopy(o: ResidualCopy): void {
  memory.copy(o.outputs, o.inputs, (<usize>o.count) << 2);
}

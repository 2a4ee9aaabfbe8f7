// Four numbers or one: a kernel's formula is written once and walks whole vectors, then the tail.
// Single lanes are computed like whole vectors, so an element's bits do not depend on where it stands; nothing outside is written.

export abstract class Lanes {
  /** Bytes from one access to the next. */
  abstract width(): usize;
  abstract load(from: usize): v128;
  abstract store(to: usize, value: v128): void;
}

/** Four float32 at a time. */
export class Four extends Lanes {
  width(): usize {
    return 16;
  }
  load(from: usize): v128 {
    return v128.load(from);
  }
  store(to: usize, value: v128): void {
    v128.store(to, value);
  }
}

/** One float32 at a time, in all four lanes; the first is stored. */
export class One extends Lanes {
  width(): usize {
    return 4;
  }
  load(from: usize): v128 {
    return v128.load32_splat(from);
  }
  store(to: usize, value: v128): void {
    v128.store32_lane(to, value, 0);
  }
}

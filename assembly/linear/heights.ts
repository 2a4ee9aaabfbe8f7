// The heights of tiles, and how many rows tiles of each height take.

/** A tile's height, as a type argument: what is not there is left out when it is compiled. */
export abstract class Height {
  abstract rows(): i32;
}
export class One extends Height {
  rows(): i32 {
    return 1;
  }
}
export class Two extends Height {
  rows(): i32 {
    return 2;
  }
}
export class Four extends Height {
  rows(): i32 {
    return 4;
  }
}
export class Five extends Height {
  rows(): i32 {
    return 5;
  }
}
export class Six extends Height {
  rows(): i32 {
    return 6;
  }
}

export class Heights {
  /** Rows that tiles of `height` take, so that tiles one lower take the rest whole; 0 where that cannot be. Inlined, so that it divides by a constant. */
  @inline static taken(height: i32, rows: i32): i32 {
    const lower = ((height - (rows % height)) % height) * (height - 1);
    return lower <= rows ? rows - lower : 0;
  }
}

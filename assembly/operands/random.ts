// Which stream of random words a kernel draws from.

/** A stream's key and counter; src/numbers/random.ts gives the same words. */
@unmanaged
export class RandomStream {
  seedLow: u32;
  seedHigh: u32;
  purpose: u32;
  index: u32;
}

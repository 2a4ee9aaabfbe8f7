// Damaged copies of a valid file, each the same whenever it is asked for: what a reader must answer with a table or in words.
import { Stream } from "../../src/numbers/random.ts";

const PURPOSE = 1_000_003; // of streams in tests alone

/** Numbers at the edges of what counts, lengths and offsets can be. */
const edges = [0n, 1n, -1n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 53n, 2n ** 63n - 1n];
const texts = [
  "0",
  "1",
  "-1",
  "2147483647",
  "2147483648",
  "4294967296",
  "9007199254740992",
  "1000000000000",
  "2.5",
  "1e9",
  "",
];

const joined = (...pieces: Uint8Array[]) => new Uint8Array(Buffer.concat(pieces));

/** What one mutation does to the bytes. */
type Mutation = (bytes: Uint8Array<ArrayBuffer>, random: Stream) => Uint8Array<ArrayBuffer>;

/** A location: half of them in the first or last 512 bytes, where headers, footers and directories lie. */
function somewhere({ length }: Uint8Array, random: Stream): number {
  const ends = Math.min(512, length);
  const kind = random.below(4);
  if (kind === 0) return random.below(ends);
  if (kind === 1) return length - 1 - random.below(ends);
  return random.below(length);
}

/** A stretch of at most `most` bytes. */
function stretch(bytes: Uint8Array, random: Stream, most: number): [from: number, to: number] {
  const from = somewhere(bytes, random);
  return [from, Math.min(bytes.length, from + 1 + random.below(most))];
}

/** Changes a number of 16, 32 or 64 bits, little- or big-endian, half of them where such numbers are aligned. */
function number(
  bytes: Uint8Array<ArrayBuffer>,
  random: Stream,
  value: (before: bigint) => bigint,
): Uint8Array<ArrayBuffer> {
  const size = 2 ** (1 + random.below(3));
  if (bytes.length < size) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = Math.min(somewhere(bytes, random), bytes.length - size);
  if (random.below(2) === 0) at -= at % Math.min(size, 4);
  const little = random.below(4) > 0;
  if (size === 2) view.setUint16(at, Number(BigInt.asUintN(16, value(BigInt(view.getUint16(at, little))))), little);
  else if (size === 4)
    view.setUint32(at, Number(BigInt.asUintN(32, value(BigInt(view.getUint32(at, little))))), little);
  else view.setBigUint64(at, BigInt.asUintN(64, value(view.getBigUint64(at, little))), little);
  return bytes;
}

/** Puts another number in the place of digits, where the file has such a text. */
function digits(bytes: Uint8Array<ArrayBuffer>, random: Stream): Uint8Array<ArrayBuffer> {
  const found = [...Buffer.from(bytes).toString("latin1").matchAll(/\d+/g)];
  if (found.length === 0) return bytes;
  const { index, 0: word } =
    found[random.below(2) === 0 ? random.below(Math.min(8, found.length)) : random.below(found.length)];
  const choice = random.below(texts.length + 2);
  const other = texts[choice] ?? String(Number(word) + (choice === texts.length ? 1 : -1));
  // half of the texts keep the length of the file, as what counts bytes expects
  const fitted = random.below(2) === 0 ? other : other.slice(0, word.length).padEnd(word.length);
  return joined(bytes.subarray(0, index), Buffer.from(fitted), bytes.subarray(index + word.length));
}

const kinds: readonly Mutation[] = [
  function bitFlip(bytes, random) {
    bytes[somewhere(bytes, random)] ^= 1 << random.below(8);
    return bytes;
  },
  function byteSet(bytes, random) {
    bytes[somewhere(bytes, random)] = [0, 1, 0x7f, 0x80, 0xff, random.below(256)][random.below(6)];
    return bytes;
  },
  function edgeNumber(bytes, random) {
    const edge = edges[random.below(edges.length)];
    return number(bytes, random, () => edge);
  },
  function nextNumber(bytes, random) {
    const step = random.below(2) === 0 ? 1n : -1n;
    return number(bytes, random, (before) => before + step);
  },
  function cut(bytes, random) {
    return bytes.slice(
      0,
      random.below(2) === 0 ? random.below(bytes.length) : bytes.length - 1 - random.below(Math.min(64, bytes.length)),
    );
  },
  function removed(bytes, random) {
    const [from, to] = stretch(bytes, random, 64);
    return joined(bytes.subarray(0, from), bytes.subarray(to));
  },
  function duplicated(bytes, random) {
    const [from, to] = stretch(bytes, random, 256);
    return joined(bytes.subarray(0, to), bytes.subarray(from));
  },
  function swapped(bytes, random) {
    const [from, to] = stretch(bytes, random, 64);
    const other = Math.min(somewhere(bytes, random), bytes.length - (to - from));
    const piece = bytes.slice(from, to);
    bytes.copyWithin(from, other, other + piece.length);
    bytes.set(piece, other);
    return bytes;
  },
  function zerosInserted(bytes, random) {
    const at = somewhere(bytes, random);
    return joined(bytes.subarray(0, at), new Uint8Array(1 + random.below(64)), bytes.subarray(at));
  },
  digits,
];

/** Mutant number `index` of a file that is not empty: one mutation of it, in a third of them two or three. */
export function mutant(file: Uint8Array, seed: number, index: number): Uint8Array {
  const random = new Stream(seed, PURPOSE, index);
  const more = random.below(6);
  let bytes = new Uint8Array(file);
  for (let i = 0; i < (more < 2 ? 2 + more : 1); i++)
    if (bytes.length > 0) bytes = kinds[random.below(kinds.length)](bytes, random);
  return bytes;
}

// Gzip as it comes: several members are one text, and what is damaged or cut off is said in our words.
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { unpacked } from "../../src/cli/unpacked.ts";

const text = "a,b,y\n1,2,3\n".repeat(3000);
const gzip = gzipSync(text);

async function textOf(...pieces: Uint8Array[]): Promise<string> {
  const read: Uint8Array[] = [];
  const source = (async function* () {
    yield* pieces;
  })();
  for await (const piece of unpacked("t.csv.gz", source, "gzip")) read.push(piece);
  return Buffer.concat(read).toString();
}

test("in pieces, in several members, and with zeros behind it", async () => {
  expect(await textOf(gzip)).toBe(text);
  expect(await textOf(...Array.from(gzip, (byte) => Uint8Array.of(byte)))).toBe(text);
  expect(await textOf(gzip, gzip)).toBe(text + text);
  expect(await textOf(gzip, new Uint8Array(512))).toBe(text);
});

test("with other bytes behind it", async () => {
  await expect(textOf(Buffer.concat([gzip, Buffer.from("more")]))).rejects.toThrow(/something else follows them/);
});

test.each([1, 9, 40, gzip.length - 9, gzip.length - 1])("cut after %d bytes", async (length) => {
  await expect(textOf(gzip.subarray(0, length))).rejects.toThrow(
    /^t\.csv\.gz: it cannot be unpacked: its packed bytes break off\. Is it cut off\?$/,
  );
});

test.each([3, 30, gzip.length - 6, gzip.length - 2])("byte %d is another", async (at) => {
  const damaged = Buffer.from(gzip);
  damaged[at] ^= 0x5f;
  await expect(textOf(damaged)).rejects.toThrow(/^t\.csv\.gz: it cannot be unpacked: its packed bytes /);
});

test("what the source throws stays as it is", async () => {
  const wrong = new Error("the disk is gone");
  const source = (async function* () {
    yield gzip.subarray(0, 20);
    throw wrong;
  })();
  const reading = (async () => {
    for await (const _ of unpacked("t.csv.gz", source, "gzip"));
  })();
  await expect(reading).rejects.toBe(wrong);
});

// The bar fits every terminal, and says the most that has room; without a terminal there are lines, seldom.
import { afterEach, describe, expect, test, vi } from "vitest";
import { countedProgress, progress } from "../../src/cli/progress.ts";
import { StandardStream } from "../../src/cli/standardStreams.ts";
import type { CurvePoint } from "../../src/training/curve.ts";

const set = { loss: 0.123, cost: 0.123, accuracy: 0.978, standardError: 0.01, lossStandardError: 0.01 };
const point = {
  step: 100,
  epoch: 188,
  learningRate: 0.003,
  train: set,
  validation: set,
  test: set,
  gradientNorm: 1,
  rowsPerSecond: 123_456,
  remainingSeconds: 95,
} as unknown as CurvePoint;

afterEach(() => {
  vi.restoreAllMocks();
});

function drawn(columns: number): string {
  let written = "";
  const stream = { isTTY: true, columns, write: (text: string) => (written += text) } as unknown as NodeJS.WriteStream;
  progress(188, false, new StandardStream(stream)).show(point);
  return written.replace("\r\x1b[2K", "");
}

describe("the bar", () => {
  test.each([200, 160, 120, 80, 60, 40, 24, 10])("fits %d columns, with room for ^C", (columns) => {
    const text = drawn(columns);
    expect(text.length).toBeLessThanOrEqual(columns - 2);
    expect(text).toContain("188/188");
    if (columns >= 80) expect(text).toMatch(/cost .*0\.123.*97\.8.* %.*1 min 35 s/);
    if (columns >= 40) expect(text).toMatch(/cost (training )?0\.123/);
    if (columns >= 200)
      expect(text).toMatch(/training 0\.123 \(97\.8 %\) · validation .*123,456 rows\/s {2}at most 1 min 35 s left/);
  });

  test("is not there without a terminal, where a line comes every five seconds", () => {
    let time = 0;
    vi.spyOn(performance, "now").mockImplementation(() => time);
    let written = "";
    const stream = { isTTY: false, write: (text: string) => (written += text) } as unknown as NodeJS.WriteStream;
    const bar = progress(188, false, new StandardStream(stream));
    const linesAt = (moment: number) => {
      time = moment;
      bar.show(point);
      return written.split("\n").length - 1;
    };
    expect([0, 4999, 5000, 9999, 10_000].map(linesAt)).toEqual([0, 0, 1, 1, 2]);
    expect(written).toMatch(/^epoch 188\/188 {2}cost training 0\.123/);
    bar.end();
  });

  test("of several runs says which", () => {
    let written = "";
    const stream = { isTTY: true, columns: 40, write: (text: string) => (written += text) };
    const bar = countedProgress(20, false, new StandardStream(stream as unknown as NodeJS.WriteStream));
    bar.show(10, "adam, seed 3");
    expect(written).toBe("\r\x1b[2K██████░░░░░░ run 11 of 20: adam, seed 3".slice(0, 5 + 37));
    bar.end();
    expect(written.endsWith("\r\x1b[2K")).toBe(true);
  });
});

// What reaches a terminal: no control character but the program's own, whatever the text.
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../../src/cli/failure.ts";
import { jsonLines } from "../../src/cli/jsonLines.ts";
import { countedProgress } from "../../src/cli/progress.ts";
import { shellQuoted } from "../../src/cli/shellQuoted.ts";
import { ColouredLine, StandardStream } from "../../src/cli/standardStreams.ts";
import { tableText } from "../../src/cli/tableText.ts";
import { visible } from "../../src/core/visible.ts";

function stream(isTTY: boolean) {
  let written = "";
  const write = (text: string) => {
    written += text;
    return true;
  };
  return { stream: new StandardStream({ isTTY, columns: 60, write } as never), written: () => written };
}
const anyText = fc.string({ unit: "binary", maxLength: 40 });

describe("a standard stream", () => {
  test("gives each line one line, with nothing in it that a terminal obeys", () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), fc.boolean(), (lines, isTTY) => {
        const out = stream(isTTY);
        out.stream.lines(...lines);
        expect(out.written()).toBe(lines.map((line) => `${visible(line)}\n`).join(""));
      }),
      { seed: 5 },
    );
  });

  test("lets colours of the program's own pass, and nothing else with them", () => {
    const out = stream(true);
    out.stream.lines(new ColouredLine("\x1b[94m─\x1b[0m\x1b[2J\x1b]0;x\x07\n"));
    expect(out.written()).toBe("\x1b[94m─\x1b[0m\\x1b[2J\\x1b]0;x\\x07\\n\n");
  });

  test("gives data to a file byte for byte, and to a terminal as it can be shown", async () => {
    for (const [isTTY, expected] of [
      [false, "a,\x1b[2J\u202e\nb\n"],
      [true, "a,\\x1b[2J\\u202e\nb\n"],
    ] as const) {
      const out = stream(isTTY);
      await out.stream.data("a,\x1b[2J\u202e\nb\n");
      expect(out.written()).toBe(expected);
    }
  });

  test("draws a status line that stays on its line", () => {
    const out = stream(true);
    countedProgress(2, false, out.stream).show(0, "a\x1b[2J\nb");
    expect(out.written().startsWith("\r\x1b[2K░")).toBe(true);
    expect(out.written().slice(5)).toBe(visible(out.written().slice(5)));
    expect(out.written()).toContain("a\\x1b[2J\\nb");
  });
});

test("a failure's lines are visible, and a newline from outside makes no further one", () => {
  const { lines, message } = new Failure(["a\nravine: b", "c\x1b"]);
  expect(lines).toEqual(["a\\nravine: b", "c\\x1b"]);
  expect(message).toBe("a\\nravine: b\nc\\x1b");
});

test("columns of a table stand in line by what is shown of the cells", () => {
  const rows = [
    ["a\x1b", "1"],
    ["bcdefg", "22"],
  ];
  expect(tableText(rows, [false, true])).toEqual(["a\\x1b    1", "bcdefg  22"]);
});

test("JSON that is shown is the same value, with nothing in it that a terminal obeys", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
      const lines = jsonLines(value);
      expect(JSON.parse(lines.join("\n"))).toEqual(JSON.parse(JSON.stringify(value)));
      for (const line of lines) expect(line).toBe(visible(line));
    }),
    { seed: 5, numRuns: 500 },
  );
});

test.skipIf(process.platform === "win32")("a quoted word is what the shell reads, and can be seen", () => {
  const words = [
    "",
    "plain-1",
    "two words",
    "it's",
    "$(touch x) `y` \\ !",
    "a\x1b[2J\nb\tc",
    "\u202eé\u{e0041}",
    "\\'\x07",
  ];
  for (const word of words) {
    const quoted = shellQuoted(word);
    expect(quoted).toBe(visible(quoted));
    const script = `printf %s ${quoted}`;
    expect(execFileSync("bash", ["-c", script], { encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } })).toBe(
      word,
    );
  }
});

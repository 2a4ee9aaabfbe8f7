// Text in HTML and SVG: over all of Unicode, a strict parser of XML and one of HTML give back what is shown, and no markup.
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { visible } from "../../src/core/visible.ts";
import { escaped } from "../../src/report/escaped.ts";
import { framed } from "../../src/report/framed.ts";
import { predictedSvg } from "../../src/report/predictedSvg.ts";
import { raceSvg } from "../../src/report/raceSvg.ts";
import { surfaces } from "../../src/surfaces/surfaces.ts";

/** The texts and attributes of an XML document. @throws where it is not well-formed */
function readXml(xml: string): { texts: string; attributes: string[] } {
  const read = { texts: "", attributes: [] as string[] };
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("text", (text) => {
    read.texts += text;
  });
  parser.on("opentag", ({ attributes }) =>
    read.attributes.push(...Object.values(attributes).map(({ value }) => value)),
  );
  parser.write(xml).close();
  return read;
}
const linesShown = (text: string) =>
  text
    .split("\n")
    .map((line) => visible(line))
    .join("\n");
const pieces = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        "<",
        ">",
        "&",
        '"',
        "'",
        "]]>",
        "--",
        "<!--",
        "&#0;",
        "</title>",
        "\0",
        "\x1b",
        "\n",
        "\ud800",
        "\uffff",
        "\u202e",
        "a",
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);

describe("escaped", () => {
  test("each code point alone is well-formed in XML and HTML, and reads as it is shown", () => {
    for (let from = 0; from <= 0x10ffff; from += 4096) {
      const codes = Array.from({ length: 4096 }, (_, i) => String.fromCodePoint(from + i)).filter((c) => c !== "\n");
      const xml = `<a>${codes.map((code) => `${escaped(code)}\n`).join("")}</a>`;
      expect(readXml(xml).texts).toBe(codes.map((code) => `${visible(code)}\n`).join(""));
    }
  });

  test("any text stands as text between tags and in attributes", () => {
    fc.assert(
      fc.property(pieces, (text) => {
        const shown = linesShown(text);
        const xml = readXml(`<a b="${escaped(text)}">${escaped(text)}</a>`);
        expect(xml).toEqual({ texts: shown, attributes: [shown.replaceAll("\n", " ")] });
        const { document } = parseHTML(
          `<!doctype html><html><body><p title="${escaped(text)}">${escaped(text)}</p></body></html>`,
        );
        expect(document.querySelectorAll("body *").length).toBe(1);
        expect(document.querySelector("p")?.textContent).toBe(shown);
        expect(document.querySelector("p")?.getAttribute("title")).toBe(shown);
      }),
      { numRuns: 1500, seed: 5 },
    );
  });
});

describe("a picture with any text in it is well-formed XML", () => {
  test("in its frame", () => {
    fc.assert(
      fc.property(pieces, pieces, (title, subtitle) => {
        expect(readXml(framed({ title, subtitle, width: 9, height: 9 }, [])).texts).toContain(linesShown(title));
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  test("in the labels that Plot draws, and in a legend", async () => {
    const hostile = "\0\x1b[2J<b>&\"' ]]>\u202e\ud800\uffff\u00a0x";
    const predicted = await predictedSvg([1, 2], [1, 3], { set: hostile, target: hostile });
    expect(readXml(predicted ?? "").texts).toContain(visible(`true ${hostile}`));
    const path = [surfaces.beale.start, surfaces.beale.start];
    const race = await raceSvg(surfaces.beale, [{ name: hostile, path, values: [1, 1] }], { title: hostile });
    expect(readXml(race).texts).toContain(visible(hostile));
  });
});

// The HTML report: one file that needs no other, with the numbers of the run, readable without seeing the pictures.
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { figure } from "../../src/diagnosis/figure.ts";
import { adam, builtin, dense, Network, sgd, split, standardizer } from "../../src/index.ts";
import { compareSvg } from "../../src/report/compareSvg.ts";
import { raceSvg } from "../../src/report/raceSvg.ts";
import { regressionFigures } from "../../src/report/regressionFigures.ts";
import { reportHtml } from "../../src/report/reportHtml.ts";
import { surfaces } from "../../src/surfaces/surfaces.ts";

async function reported(name: "iris" | "diabetes", learningRate = 0.01, plain = name === "iris", checkpoint?: string) {
  const data = await builtin(name);
  const sets = split(data);
  const { train, validation, test } = sets;
  const network = await Network.create({
    inputs: data.features,
    layers: [dense(8, { activation: "relu" }), dense(data.classes?.length ?? 1)],
    loss: data.classes ? "softmaxCrossEntropy" : "meanSquaredError",
    standardizer: standardizer(train, { targets: !data.classes }),
  });
  const run = await network.fit(train, {
    validation,
    test,
    epochs: 12,
    optimizer: plain ? sgd({ learningRate }) : adam({ learningRate }),
  });
  const evaluations = {
    train: network.evaluate(train),
    validation: network.evaluate(validation),
    test: network.evaluate(test),
  };
  const html = await reportHtml({
    network: network.model,
    curve: run.curve,
    reason: run.reason,
    diagnosis: run.diagnosis,
    sets,
    evaluations,
    source: "a <b> & c.csv",
    command: "ravine train 'a <b> & c.csv' --target x",
    settings: { hidden: [8], l2: 0 },
    ...(checkpoint !== undefined && { checkpoint }),
    summary: network.summary(),
    fingerprint: network.fingerprint(),
    seconds: 1,
  });
  return { html, document: parseHTML(html).document, run, network, evaluations, sets };
}

describe("reportHtml", () => {
  test("needs no other file, escapes what it is given, and holds no number that is none", async () => {
    const { html } = await reported("iris");
    expect(html).not.toMatch(/<script|<link|src=|href=|url\((?!#)|@import/);
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
    expect(html).toContain("a &lt;b&gt; &amp; c.csv");
    expect(html).not.toContain("a <b>");
  });

  test("allows itself its own styles and nothing else: no script, no request, no form", async () => {
    const { document } = await reported("iris");
    const first = document.querySelectorAll("head meta")[1];
    expect(first.getAttribute("http-equiv")).toBe("Content-Security-Policy");
    const policy = Object.fromEntries(
      (first.getAttribute("content") ?? "").split(/;\s*/).map((directive) => directive.split(/ (.*)/).slice(0, 2)),
    );
    expect(policy).toEqual({
      "default-src": "'none'",
      "style-src": "'unsafe-inline'",
      "base-uri": "'none'",
      "form-action": "'none'",
    });
    for (const element of document.querySelectorAll("*"))
      for (const { name } of element.attributes) expect(name).not.toMatch(/^on|^(?:src|href|action|formaction)$/);
  });

  test("says of a resumed run that its checkpoint says how it was begun, escaped", async () => {
    const { html } = await reported("iris", 0.01, true, "<ck>");
    expect(html).toContain("resumed from &lt;ck&gt;, which says that it was begun with this command:");
  });

  test("has curves, rates, figures, classes, command and fingerprint", async () => {
    const { document, network, evaluations } = await reported("iris");
    expect(document.querySelectorAll("figure > svg").length).toBe(2);
    expect(document.querySelectorAll(".confusion tbody td").length).toBe(9);
    const cells = [...document.querySelectorAll(".confusion tbody td")].map((cell) =>
      Number(cell.textContent?.replace("·", "0")),
    );
    expect(cells).toEqual(evaluations.test.confusion?.flat());
    expect(document.body.textContent).toContain(network.fingerprint());
    expect(document.body.textContent).toContain("ravine train 'a <b> & c.csv' --target x");
  });

  test("can be read by ear: language, one h1, captions and headers on tables, labels on pictures, the curve in numbers", async () => {
    const { document, run } = await reported("iris");
    expect(document.documentElement.getAttribute("lang")).toBe("en");
    expect(document.querySelectorAll("h1").length).toBe(1);
    for (const table of document.querySelectorAll("table")) {
      expect(table.querySelector("caption")).not.toBeNull();
      expect(table.querySelectorAll("th[scope]").length).toBeGreaterThan(0);
    }
    for (const svg of document.querySelectorAll("figure > svg")) {
      expect(svg.getAttribute("role")).toBe("img");
      expect(svg.getAttribute("aria-label")).toBeTruthy();
    }
    expect(document.querySelectorAll("details tbody tr").length).toBe(run.curve.points.length);
  });

  test("says the findings, or that there are none", async () => {
    expect((await reported("diabetes")).document.querySelector(".finding.good")).not.toBeNull();
    const { document, run } = await reported("iris", 10);
    expect(run.diagnosis.length).toBeGreaterThan(0);
    for (const { message, remedy } of run.diagnosis) {
      expect(document.body.textContent).toContain(message);
      expect(document.body.textContent).toContain(remedy);
    }
  });

  test("shows predicted against true for a regression", async () => {
    const { document } = await reported("diabetes");
    expect(document.querySelector(".confusion")).toBeNull();
    expect(document.body.textContent).toContain("Predicted against true");
    expect(document.querySelectorAll(".cloud circle, circle.cloud").length).toBe(66);
  });
});

describe("the report is honest and legible", () => {
  test("of a regression that diverged at once", async () => {
    const { html } = await reported("diabetes", 1e20, true);
    expect(html).toContain("Diverged");
    expect(html).toContain("no cost was a finite number");
    expect(html).not.toMatch(/NaN|undefined|Infinity|± no number|\d\.0000/);
  });

  test("a regression's figures are in the target's own unit", async () => {
    const { document, run, sets } = await reported("diabetes");
    const { explained, error } = regressionFigures(sets.test.targets, run.network.predict(sets.test.inputs));
    expect(error).toBeGreaterThan(30);
    expect(document.querySelector(".tiles")?.textContent).toContain(figure(error));
    expect(document.querySelector(".tiles")?.textContent).toContain(`${explained.toFixed(3)}R²`);
    expect(regressionFigures([3, 3], [3, 4])).toEqual({ explained: Number.NaN, error: Math.SQRT1_2 });
  });

  test("one label per picture, none within; tables that scroll can be reached by keyboard", async () => {
    const { document } = await reported("iris");
    expect(document.querySelectorAll("svg[role=img][aria-label]").length).toBe(2);
    expect(document.querySelectorAll("svg [aria-label]").length).toBe(0);
    expect(document.querySelector("svg")?.getAttribute("aria-label")).toMatch(
      /At the end training: [\d.]+ %, validation/,
    );
    for (const table of document.querySelectorAll(".scroll")) expect(table.getAttribute("tabindex")).toBe("0");
  });
});

describe("pictures of races and comparisons", () => {
  test("a path that leaves the picture, or becomes no number, ends there", async () => {
    const path = [
      [0, 0],
      [1, 1],
      [1e9, 0],
      [Number.NaN, 0],
    ];
    const svg = await raceSvg(surfaces.beale, [{ name: "lost <one>", path, values: [1, 2, 3, Number.NaN] }], {
      title: "T",
    });
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toContain("lost &lt;one&gt;");
    expect(svg).toContain("left the picture");
    expect(svg).toContain("prefers-reduced-motion");
  });

  test("variants of unlike length are drawn to their own end", async () => {
    const { run } = await reported("iris");
    const short = { ...run.curve, points: run.curve.points.slice(0, 3) };
    const svg = await compareSvg(
      [
        { name: "a", curve: run.curve },
        { name: "b", curve: short },
      ],
      { title: "T" },
    );
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(parseHTML(svg).document.querySelectorAll(".course.s1").length).toBe(3);
  });
});

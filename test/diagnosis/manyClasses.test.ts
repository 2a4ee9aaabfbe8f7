// Very many classes: what judges, evaluates and reports a run takes them.
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { dataFindings } from "../../src/diagnosis/dataFindings.ts";
import { fitFindings } from "../../src/diagnosis/fitFindings.ts";
import { dataset, dense, Network } from "../../src/index.ts";
import { classTables } from "../../src/report/classTables.ts";
import { healthy } from "./evidence.ts";

test("300,000 classes are judged", () => {
  const classCounts = [1000, ...Array<number>(300_000).fill(3)];
  const evidence = { ...healthy, classCounts, classNames: classCounts.map((_, i) => `class ${i}`) };
  expect(dataFindings(evidence).map(({ kind }) => kind)).toContain("unbalancedClasses");
  expect(() => fitFindings(evidence)).not.toThrow();
});

test("30,000 classes are evaluated without a matrix of 9 · 10⁸ counts, 2,000 with one", async () => {
  for (const [count, there] of [
    [30_000, false],
    [2000, true],
  ] as const) {
    const network = await Network.create({ inputs: 1, layers: [dense(count)], loss: "softmaxCrossEntropy" });
    const classes = Array.from({ length: count }, (_, i) => `class ${i}`);
    const { confusion, accuracy } = network.evaluate(dataset({ inputs: [[0], [1]], targets: [3, 1], classes }));
    expect(confusion !== undefined).toBe(there);
    expect(accuracy).toBeDefined();
    network.dispose();
  }
});

test("the report shows the 200 largest of many classes, with short names", () => {
  const count = 1000;
  const confusion = Array.from({ length: count }, (_, i) => Array.from({ length: count }, (_, j) => (i === j ? i : 0)));
  const classes = confusion.map((_, i) => `class ${i} ${"x".repeat(20_000)}`);
  const html = classTables(confusion, classes, "test");
  expect(html.length).toBeLessThan(100_000);
  const { document } = parseHTML(`<body>${html}</body>`);
  expect(document.querySelectorAll("tbody tr").length).toBe(200);
  expect(document.querySelector("tbody th")?.textContent).toMatch(/^class 800 x{40,}…$/);
  expect(document.querySelector("caption")?.textContent).toContain("the 200 largest of 1000 classes");
});

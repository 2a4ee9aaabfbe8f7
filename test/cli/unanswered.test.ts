// Predictions that are no finite numbers are said, and nothing that is no JSON stands in JSON. Runs the built binary.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Network } from "../../src/api/network.ts";
import { dense } from "../../src/layers/dense.ts";
import { workshop } from "./support.ts";

const { ravine, path } = workshop();
const columns = [
  { name: "a", kind: "number", missing: 0 },
  { name: "y", kind: "target", missing: 0 },
] as const;

beforeAll(async () => {
  const number = await Network.create({ inputs: 1, layers: [dense(1)], loss: "meanSquaredError", columns });
  number.setParameters([3e38, 0]);
  writeFileSync(path("number"), number.save());
  const two = await Network.create({ inputs: 1, layers: [dense(2)], loss: "meanSquaredError", columns: [columns[0]] });
  two.setParameters([3e38, 1, 0, 0]);
  writeFileSync(path("two"), two.save());
  const classes = await Network.create({
    inputs: 1,
    layers: [dense(2), dense(2)],
    loss: "softmaxCrossEntropy",
    classes: ["yes", "no"],
    columns: [columns[0], { ...columns[1], categories: ["yes", "no"] }],
  });
  classes.setParameters([3e38, -3e38, 0, 0, 1, 1, -1, 1, 0, 0]);
  writeFileSync(path("classes"), classes.save());
  writeFileSync(path("d.csv"), "a\n1e-30\n5\n2e-30\n-7\n");
});

const warning =
  "ravine: no finite prediction for 2 of 4 rows, the first is row 2: there the network's numbers leave float32's range. They are empty (in JSON null).\n";

describe("a prediction that is not finite", () => {
  test("is an empty cell, a warning and exit 1", async () => {
    const { code, stdout, stderr } = await ravine(["predict", "number", "d.csv"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "prediction\n300000000\n\n600000000\n\n" });
    expect(stderr).toContain(warning);
    const several = await ravine(["predict", "two", "d.csv"]);
    expect(several.stdout).toBe("prediction0,prediction1\n300000000,1e-30\n,5\n600000000,2e-30\n,-7\n");
  });

  test("is null in JSON, which stays JSON", async () => {
    for (const [model, predictions] of [
      ["number", [3e8, null, 6e8, null]],
      [
        "two",
        [
          [3e8, 1e-30],
          [null, 5],
          [6e8, 2e-30],
          [null, -7],
        ],
      ],
      ["classes", ["yes", null, "yes", null]],
    ] as const) {
      const { code, stdout, stderr } = await ravine(["predict", model, "d.csv", "--json"]);
      expect(JSON.parse(stdout).predictions, model).toEqual(predictions);
      expect(stderr).toBe(warning);
      expect(code).toBe(1);
    }
  });

  test("is no class, and no probabilities", async () => {
    const { code, stdout } = await ravine(["predict", "classes", "d.csv", "--probabilities"]);
    expect({ code, lines: stdout.split("\n").slice(1, 5) }).toEqual({
      code: 1,
      lines: ["yes,1,0", ",,", "yes,1,0", ",,"],
    });
  });

  test("is written to a file all the same, and counts as no right answer", async () => {
    writeFileSync(path("scored.csv"), "a,y\n1e-30,yes\n5,yes\n");
    const { code, stdout } = await ravine(["predict", "classes", "scored.csv", "--out", "p.csv", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ files: { predictions: "p.csv" } });
    expect(readFileSync(path("p.csv"), "utf8")).toBe("prediction\nyes\n\n");
    expect(code).toBe(1);
  });
});

test("all JSON that a command says is made in one place, where numbers that are not finite become null", () => {
  const folder = resolve(import.meta.dirname, "../../src/cli");
  const makers = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && readFileSync(join(folder, name), "utf8").includes("JSON.stringify("))
    .map((name) => name.split("\\").join("/"))
    .sort();
  // jsonLines.ts makes it; the others write a file, or quote a value in an error
  expect(makers).toEqual([
    "commandRecord.ts",
    "jsonLines.ts",
    "requireBeside.ts",
    "requireSameRun.ts",
    "requireSameTable.ts",
  ]);
});

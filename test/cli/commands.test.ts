// The commands as users call them: files of every format, settings, interruption, documents, pictures. Runs the built binary.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { parquetWriteBuffer } from "hyparquet-writer";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, test } from "vitest";
import { builtin, csv, Network, split, standardizer } from "../../src/index.ts";
import { binary, tableText, workshop } from "./support.ts";

const { ravine, start, path, files } = workshop();
const good = tableText(240);
const plain = ["--no-report", "--no-out"];

async function document(words: readonly string[], input?: string | Uint8Array) {
  const { code, stdout, stderr } = await ravine([...words, "--json"], input);
  expect(stderr).toBe("");
  return { code, ...JSON.parse(stdout) };
}

beforeAll(() => writeFileSync(path("good.csv"), good));

describe("ravine train", () => {
  test("needs no flag but the target, says what it read, and writes model and report", async () => {
    const { code, stdout, stderr } = await ravine(["train", "good.csv", "--target", "label"]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toContain("good.csv (CSV): 240 rows, 4 inputs from 3 columns");
    expect(stdout).toMatch(/task: classification of "label" in 2 classes: no \d+, yes \d+/);
    expect(stdout).toMatch(/^colour +text: blue, red$/m);
    expect(stdout).toMatch(/^test +36 +[\d.]+ +\d+\.\d %$/m);
    expect(stdout).toMatch(/^fingerprint +[0-9a-f]{16}$/m);
    expect(files()).toEqual(expect.arrayContaining(["model.safetensors", "report.html"]));
    expect(files().filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("--json prints one document, of the promised shape, which the library reproduces", async () => {
    const found = await document([
      "train",
      "good.csv",
      "--target",
      "label",
      "--epochs",
      "4",
      "--patience",
      "0",
      "--out",
      "own.safetensors",
      "--no-report",
    ]);
    expect(found).toMatchObject({
      code: 0,
      command: "train",
      data: { rows: 240, features: 4, classes: ["no", "yes"] },
      epochs: 4,
      steps: 24,
      reason: "epochs",
      files: { model: "own.safetensors" },
      diagnosis: expect.any(Array),
    });
    const { data } = await csv(good, { target: "label" });
    const { train, validation, test: rest } = split(data, { validation: 0.15, test: 0.15, seed: 1 });
    const network = await Network.load(new Uint8Array(readFileSync(path("own.safetensors"))));
    expect(network.fingerprint()).toBe(found.fingerprint);
    for (const [name, set] of Object.entries({ train, validation, test: rest }))
      expect(found[name]).toMatchObject({ loss: network.evaluate(set).loss, accuracy: network.evaluate(set).accuracy });
    expect([...(network.model.standardizer?.mean ?? [])]).toEqual([...standardizer(train).mean]);
  });

  test("reads gzip, standard input, Parquet, Arrow and NumPy to the same fingerprint as CSV", async () => {
    const rows = good
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
    const numbers = (at: number) => rows.map((row) => Number(row[at]));
    const texts = (at: number) => rows.map((row) => row[at]);
    writeFileSync(path("good.csv.gz"), gzipSync(good));
    const columns = [
      { name: "a", data: numbers(0), type: "DOUBLE" as const },
      { name: "b", data: numbers(1), type: "DOUBLE" as const },
      { name: "colour", data: texts(2), type: "STRING" as const },
      { name: "label", data: texts(3), type: "STRING" as const },
    ];
    writeFileSync(path("good.parquet"), new Uint8Array(parquetWriteBuffer({ columnData: columns })));
    const arrays = {
      a: Float64Array.from(numbers(0)),
      b: Float64Array.from(numbers(1)),
      colour: texts(2),
      label: texts(3),
    };
    writeFileSync(path("good.arrow"), tableToIPC(tableFromArrays(arrays), { format: "file" }) as Uint8Array);
    const words = (file: string) => ["train", file, "--target", "label", "--epochs", "2", ...plain];
    const { fingerprint } = await document(words("good.csv"));
    expect((await document(words("good.csv.gz"))).fingerprint).toBe(fingerprint);
    expect((await document(words("-"), good)).fingerprint).toBe(fingerprint);
    expect((await document(words("-"), gzipSync(good))).fingerprint).toBe(fingerprint);
    expect((await document(words("good.parquet"))).fingerprint).toBe(fingerprint);
    expect((await document(words("good.arrow"))).fingerprint).toBe(fingerprint);
  });

  test("reads NumPy arrays, packed or not, to the fingerprint of their CSV", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [Math.fround(Math.sin(i)), Math.fround(Math.cos(3 * i)), i % 2]);
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (60, 3), }";
    const length = Math.ceil((10 + header.length + 1) / 64) * 64 - 10;
    const bytes = Buffer.concat([
      Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, length & 255, length >> 8]),
      Buffer.from(`${header.padEnd(length - 1)}\n`),
      Buffer.from(Float32Array.from(rows.flat()).buffer),
    ]);
    writeFileSync(path("rows.npy"), bytes);
    writeFileSync(path("rows.csv"), `x0,x1,x2\n${rows.map((row) => row.join(",")).join("\n")}\n`);
    const words = (file: string) => ["train", file, "--target", "x2", "--epochs", "2", ...plain];
    expect((await document(words("rows.npy"))).fingerprint).toBe((await document(words("rows.csv"))).fingerprint);
  });

  test("reads IDX images with their labels", async () => {
    const images = Buffer.alloc(16 + 60 * 4);
    images.writeUInt32BE(0x803, 0);
    for (const [i, n] of [60, 2, 2].entries()) images.writeUInt32BE(n, 4 + 4 * i);
    const labels = Buffer.alloc(8 + 60);
    labels.writeUInt32BE(0x801, 0);
    labels.writeUInt32BE(60, 4);
    for (let i = 0; i < 60; i++) {
      labels[8 + i] = i % 10;
      for (let p = 0; p < 4; p++) images[16 + 4 * i + p] = (i % 10) * 20 + p;
    }
    writeFileSync(path("t-images-idx3-ubyte"), images);
    writeFileSync(path("t-labels-idx1-ubyte.gz"), gzipSync(labels));
    const found = await document(["train", "t-images-idx3-ubyte", "--epochs", "1", ...plain]);
    expect(found.data).toMatchObject({ rows: 60, features: 4 });
  });

  test("takes settings from ravine.json, and flags over them", async () => {
    writeFileSync(
      path("set.json"),
      JSON.stringify({
        target: "label",
        epochs: 3,
        hidden: [5, 4],
        optimizer: "sgd:momentum=0.9",
        schedule: "halve:1",
      }),
    );
    const own = ["--config", "set.json", ...plain];
    expect((await document(["train", "good.csv", ...own])).epochs).toBe(3);
    expect((await document(["train", "good.csv", ...own, "--epochs", "1"])).epochs).toBe(1);
    const flags = [
      "--target",
      "label",
      "--epochs",
      "3",
      "--hidden",
      "5,4",
      "--optimizer",
      "sgd",
      "--momentum",
      "0.9",
      "--schedule",
      "halve:1",
    ];
    const [a, b] = [
      await document(["train", "good.csv", ...own]),
      await document(["train", "good.csv", ...flags, ...plain]),
    ];
    expect(a.fingerprint).toBe(b.fingerprint);
  });

  test("leaves out the columns that --ignore names, also one without a name", async () => {
    const numbered = good
      .trim()
      .split("\n")
      .map((line, i) => (i === 0 ? `,${line}` : `row ${i},${line}`));
    writeFileSync(path("numbered.csv"), `${numbered.join("\n")}\n`);
    const words = ["train", "numbered.csv", "--target", "label", "--no-report", "--out", "numbered.safetensors"];
    const refused = await ravine(words);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/numbered\.csv, line 1, column 1.*--ignore ""/);
    const plain = await document([
      "train",
      "good.csv",
      "--target",
      "label",
      "--no-report",
      "--out",
      "plain.safetensors",
    ]);
    expect((await document([...words, "--ignore", ""])).fingerprint).toBe(plain.fingerprint);
    expect((await document([...words, "--ignore", ",colour"])).data.features).toBe(2);
    expect((await ravine([...words, "--ignore", ",color"])).stderr).toMatch(
      /--ignore: got "color".*Did you mean "colour"/,
    );
    expect((await ravine(["train", "iris", "--ignore", "id", "--no-report"])).stderr).toMatch(
      /--ignore: iris is no table/,
    );
  });

  test("leaves rows with missing values out, or fills them in", async () => {
    writeFileSync(
      path("gaps.csv"),
      good.replace(/^[^,a]+,/gm, (cell) => (cell.startsWith("0.99") ? "," : cell)),
    );
    const words = ["train", "gaps.csv", "--target", "label", "--epochs", "1", ...plain];
    const dropped = await ravine([...words, "--missing", "drop"]);
    const [, left] = /(\d+) of 240 rows had missing values/.exec(dropped.stdout) ?? [];
    expect(Number(left)).toBeGreaterThan(0);
    expect((await document([...words, "--missing", "drop"])).data.rows).toBe(240 - Number(left));
    expect((await document([...words, "--missing", "mean"])).data.rows).toBe(240);
  });

  test("a run that diverges exits with 1 and says what to do", async () => {
    const { code, stdout, stderr } = await ravine([
      "train",
      "iris",
      "--optimizer",
      "sgd",
      "--learning-rate",
      "1e30",
      "--json",
      ...plain,
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      reason: "diverged",
      diagnosis: [{ kind: "diverged", severity: "error" }],
    });
    expect(stderr).toMatch(/diverged.*--learning-rate 0\.01/);
  });

  test.each([
    ["iris", 0.93],
    ["breastCancer", 0.95],
    ["wine", 0.95],
    ["digits", 0.96],
  ])("with all defaults the median test accuracy of 5 seeds of %s is above %f", async (name, least) => {
    const accuracies: number[] = [];
    for (let seed = 1; seed <= 5; seed++)
      accuracies.push((await document(["train", name, "--seed", String(seed), ...plain])).test.accuracy);
    expect(accuracies.sort()[2]).toBeGreaterThan(least);
  });
});

describe("interruption", () => {
  test("Ctrl-C leaves a checkpoint and 130; resume ends in the fingerprint of an unbroken run", async () => {
    const words = ["train", "digits", "--patience", "0", "--no-report"];
    const cut = start([...words, "--epochs", "1000000", "--out", "cut.safetensors"]);
    await cut.until(() => /epoch \d+\/1000000/.test(cut.said())); // the first line of progress
    cut.interrupt();
    expect(await cut.ended).toBe(130);
    expect(cut.said()).toContain("ravine resume cut.checkpoint");
    expect(existsSync(path("cut.safetensors"))).toBe(false);
    const [, steps] = /after ([\d,]+) iterations/.exec(cut.said()) ?? [];
    const epochs = String(Math.ceil(Number(steps.replaceAll(",", "")) / 40) + 5); // 1,257 rows are 40 batches of 32
    const resumed = await document(["resume", "cut.checkpoint", "--epochs", epochs]);
    expect(resumed).toMatchObject({
      code: 0,
      command: "resume",
      reason: "epochs",
      epochs: Number(epochs),
      files: { model: "cut.safetensors" },
    });
    const whole = await document([...words, "--epochs", epochs, "--out", "whole.safetensors"]);
    expect(resumed.fingerprint).toBe(whole.fingerprint);
    expect(resumed.test).toEqual(whole.test);
  });
});

describe("ravine predict", () => {
  test("gives a line per row: the class, and its probabilities on request", async () => {
    await document(["train", "good.csv", "--target", "label", "--no-report", "--out", "p.safetensors"]);
    const network = await Network.load(new Uint8Array(readFileSync(path("p.safetensors"))));
    const { data } = await csv(good, { target: "label" });
    const { code, stdout, stderr } = await ravine(["predict", "p.safetensors", "-"], good);
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toEqual(["prediction", ...network.classify(data.inputs)]);
    expect(stderr).toMatch(/240 rows predicted; \d+\.\d % of 240 rows right/);
    const shares = await ravine(["predict", "p.safetensors", "good.csv", "--probabilities"]);
    expect(shares.stdout).toMatch(/^prediction,p\(no\),p\(yes\)\n(no|yes),[\d.e-]+,[\d.e-]+\n/);
    const json = await document(["predict", "p.safetensors", "good.csv"]);
    expect(json).toMatchObject({ command: "predict", data: { rows: 240, features: 4 } });
    expect(json.predictions).toEqual(network.classify(data.inputs));
  });

  test("needs memory that does not grow with the table", async () => {
    const row = (i: number) => `${Math.sin(i).toFixed(4)},${Math.cos(i).toFixed(4)},${i % 2 ? "red" : "blue"}\n`;
    const rows = Array.from({ length: 1000 }, (_, i) => row(i)).join("");
    const peak = async (times: number) => {
      const prediction = start(
        ["predict", "p.safetensors", "-", "--out", "many.csv"],
        [
          "--import",
          "data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))",
        ],
      );
      prediction.input.write("a,b,colour\n");
      for (let i = 0; i < times; i++)
        if (!prediction.input.write(rows)) await new Promise((resolve) => prediction.input.once("drain", resolve));
      prediction.input.end();
      await prediction.ended;
      return Number(/peak (\d+)/.exec(prediction.said())?.[1]) / 1024;
    };
    const small = await peak(1);
    const large = await peak(400);
    expect(readFileSync(path("many.csv"), "utf8").trim().split("\n")).toHaveLength(400_001);
    expect(large - small).toBeLessThan(150);
  });

  test("takes a regression in the target's own unit", async () => {
    await document(["train", "diabetes", "--no-report", "--out", "r.safetensors"]);
    const { targets } = await builtin("diabetes");
    const { stdout } = await ravine(["predict", "r.safetensors", "diabetes"]);
    const values = stdout.trim().split("\n").slice(1).map(Number);
    expect(values).toHaveLength(targets.length);
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    expect(mean).toBeGreaterThan(120);
    expect(mean).toBeLessThan(180);
  });
});

describe("ravine compare, race, curvature", () => {
  test("compare: a table with spread, the best marked, a picture, and a document", async () => {
    const words = ["compare", "iris", "--optimizers", "sgd,sgd:momentum=0.9,adam", "--seeds", "2", "--epochs", "8"];
    const { code, stdout } = await ravine([...words, "--svg", "compare.svg"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sgd:momentum=0\.9/m);
    expect(stdout).toMatch(/ \* {2}/);
    expect(stdout).toMatch(/\([\d.]+ … [\d.]+\)/);
    expect(readFileSync(path("compare.svg"), "utf8")).not.toMatch(/NaN|undefined/);
    const found = await document(words);
    expect(found.runs).toHaveLength(6);
    expect(new Set(found.runs.slice(0, 3).map((run: { initial: string }) => run.initial)).size).toBe(1);
    expect(found.summaries.map(({ name }: { name: string }) => name)).toContain(found.best);
  });

  test("compare --vary takes values of any flag", async () => {
    const { summaries } = await document(["compare", "iris", "--vary", "batch-size=1,32", "--epochs", "2"]);
    expect(summaries.map(({ name }: { name: string }) => name)).toEqual(["batch-size=1", "batch-size=32"]);
  });

  test.each(["beale", "saddle", "longValley", "noisyMoons", "ravine"])(
    "race %s: an animated picture of every optimizer",
    async (name) => {
      const found = await document(["race", name, "--out", `${name}.svg`, "--steps", "40"]);
      expect(found.results).toHaveLength(8);
      const svg = readFileSync(path(`${name}.svg`), "utf8");
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      const { document: parsed } = parseHTML(svg);
      expect(parsed.querySelectorAll("animate").length).toBe(24);
      expect(parsed.querySelector("svg")?.getAttribute("role")).toBe("img");
    },
  );

  test("curvature says what kind of point the weights are", async () => {
    writeFileSync(path("two.csv"), good);
    await document(["train", "two.csv", "--target", "label", "--hidden", "3", "--no-report", "--out", "c.safetensors"]);
    const found = await document(["curvature", "c.safetensors", "two.csv"]);
    expect(found).toMatchObject({ command: "curvature", exact: true });
    expect(found.negative + found.zero + found.positive).toBe(found.eigenvalues.length);
  });
});

describe("ravine", () => {
  test("--version says the package's, and loads nothing for it", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect((await ravine(["--version"])).stdout).toBe(`${version}\n`);
    expect(readFileSync(binary, "utf8").length).toBeLessThan(2000);
    expect(readFileSync(binary, "utf8")).not.toMatch(/^import[^;]*from"\.\//m);
  });

  test("without a command it shows its help and exits with 2; each command has examples", async () => {
    expect((await ravine([])).code).toBe(2);
    for (const command of ["train", "compare", "predict", "race", "resume", "curvature"]) {
      const { code, stdout } = await ravine([command, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/Examples?:\n {2}\S*.*ravine/);
    }
  });
});

describe("IDX images", () => {
  const images = (rows: number) => {
    const head = Buffer.alloc(16);
    for (const [i, value] of [2051, rows, 2, 2].entries()) head.writeUInt32BE(value, 4 * i);
    return Buffer.concat([
      head,
      Buffer.from(Array.from({ length: 4 * rows }, (_, i) => ((i >> 2) % 2) * 200 + (i % 7))),
    ]);
  };
  const labels = (rows: number) => {
    const head = Buffer.alloc(8);
    for (const [i, value] of [2049, rows].entries()) head.writeUInt32BE(value, 4 * i);
    return Buffer.concat([head, Buffer.from(Array.from({ length: rows }, (_, i) => i % 2))]);
  };

  test("are predicted too, with a score where their labels lie beside them", async () => {
    writeFileSync(path("train-images-idx3-ubyte"), images(80));
    writeFileSync(path("train-labels-idx1-ubyte"), labels(80));
    writeFileSync(path("new-images-idx3-ubyte.gz"), gzipSync(images(6)));
    await document(["train", "train-images-idx3-ubyte", "--no-report", "--epochs", "30", "--out", "i.safetensors"]);
    const seen = await ravine(["predict", "i.safetensors", "train-images-idx3-ubyte"]);
    expect(seen).toMatchObject({ code: 0, stderr: "80 rows predicted; 100.0 % of 80 rows right\n" });
    const unseen = await ravine(["predict", "i.safetensors", "new-images-idx3-ubyte.gz"]);
    expect(unseen).toMatchObject({ code: 0, stdout: "prediction\n0\n1\n0\n1\n0\n1\n", stderr: "6 rows predicted\n" });
  });
});

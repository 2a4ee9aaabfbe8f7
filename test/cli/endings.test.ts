// How commands end: signals at every stage, output that nobody takes, places that cannot be written. Runs the built binary.
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { Network } from "../../src/index.ts";
import { binary, type Started, workshop } from "./support.ts";

const { ravine, start, path, files, folder } = workshop();
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const quick = ["train", "iris", "--epochs", "3"];
/** A training that no test waits for, kept as often as possible. */
const endless = [
  "train",
  "iris",
  "--epochs",
  "10000000",
  "--patience",
  "0",
  "--no-report",
  "--checkpoint-every",
  "0.01",
];

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true });
});

/** A script that runs in the command before its own. */
const first = (script: string) => ["--import", `data:text/javascript,${encodeURIComponent(script)}`];

/** Says on standard error when the command hears signals. */
const listening = first(`
  const look = setInterval(() => {
    if (process.listenerCount("SIGHUP") === 0) return;
    process.stderr.write("listening");
    clearInterval(look);
  }, 1);
  look.unref();`);

/** What opens a file in the command is replaced. */
const replacingOpen = (open: string) =>
  first(`
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const { open } = fs.promises;
    fs.promises.open = ${open};
    syncBuiltinESMExports();`);

/** Says on standard error which files the command opens. */
const opening = replacingOpen('(...file) => (process.stderr.write("opens " + file[0] + ";"), open(...file))');
const opens = (command: Started, name: string) => command.until(() => command.said().includes(`opens ${name};`));

/** The command stays where it writes its model. */
const holding = replacingOpen(`(() => {
  let count = 0; // the first is for the question whether it can be written
  const holds = (path) => path.startsWith(".model." + process.pid) && ++count > 1;
  return (...file) => (holds(file[0]) ? (process.stderr.write("held"), new Promise(() => {})) : open(...file));
})()`);

/** A pipe with a name: who writes to it waits until somebody reads. */
function pipe(name: string): { readAll(): Promise<Buffer> } {
  execFileSync("mkfifo", [path(name)]);
  return {
    async readAll() {
      const pieces: Buffer[] = [];
      for await (const piece of createReadStream(path(name))) pieces.push(piece as Buffer);
      return Buffer.concat(pieces);
    },
  };
}

const fingerprintOf = async (bytes: Uint8Array) => (await Network.load(new Uint8Array(bytes))).fingerprint();
const expected = async () => {
  await ravine([...quick, "--no-report", "--out", "expected.safetensors"]);
  return fingerprintOf(readFileSync(path("expected.safetensors")));
};

describe("a signal", () => {
  test.each(signals)("%s before training: 130, nothing is there, and that is said", async (name) => {
    const command = start(["train", "-", "--target", "label"], listening);
    await command.until(() => command.said().includes("listening"));
    command.signal(name);
    expect(await command.ended).toBe(130);
    expect(command.said()).toContain("nothing was trained, and no checkpoint was written");
    expect(files()).toEqual([]);
  });

  test.each(signals)("%s while training: 130, and a checkpoint from which it goes on", async (name) => {
    const command = start(endless);
    await command.until(() => existsSync(path("model.checkpoint")));
    command.signal(name);
    expect(await command.ended).toBe(130);
    expect(command.said()).toContain("ravine resume model.checkpoint");
    expect(files()).toEqual(["model.checkpoint"]);
    const [, steps] = /after ([\d,]+) iterations/.exec(command.said()) ?? [];
    const epochs = Math.ceil(Number(steps.replaceAll(",", "")) / 4) + 3; // 106 rows are 4 batches of 32
    const { code, stdout } = await ravine(["resume", "model.checkpoint", "--epochs", String(epochs), "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ reason: "epochs", files: { model: "model.safetensors" } });
  });

  test("while the model is written: the model is whole, what is left is left out, and that is said", async () => {
    const fingerprint = await expected();
    const model = pipe("model");
    const command = start([...quick, "--out", "model", "--report", "r.html", "--svg", "s.svg"], opening);
    await opens(command, "model");
    command.signal("SIGTERM");
    command.signal("SIGHUP");
    await command.until(() => command.said().includes("the next signal ends at once"));
    expect(await fingerprintOf(await model.readAll())).toBe(fingerprint);
    expect(await command.ended).toBe(130);
    expect(command.said()).toMatch(
      /interrupted after the training .*the model is in model; figures, report, picture are left out; there is no checkpoint/,
    );
    expect(existsSync(path("r.html")) || existsSync(path("s.svg"))).toBe(false);
  });

  test("while the report is written: model and report are there, the picture is left out", async () => {
    const report = pipe("r.html");
    const command = start([...quick, "--out", "m", "--report", "r.html", "--svg", "s.svg"], opening);
    await opens(command, "r.html");
    command.signal("SIGINT");
    expect((await report.readAll()).toString()).toContain("</html>");
    expect(await command.ended).toBe(130);
    expect(command.said()).toContain("the model is in m; figures, picture are left out;");
    expect(existsSync(path("s.svg"))).toBe(false);
  });

  test("without a model to write leaves the checkpoint instead", async () => {
    const report = pipe("r.html");
    const command = start([...quick, "--no-out", "--report", "r.html", "--svg", "s.svg"], opening);
    await opens(command, "r.html");
    command.signal("SIGINT");
    await report.readAll();
    expect(await command.ended).toBe(130);
    expect(command.said()).toContain("ravine resume model.checkpoint");
    rmSync(path("r.html"));
    expect((await ravine(["resume", "model.checkpoint", "--json"])).code).toBe(0);
  });

  test("for the third time ends at once, and says that there is no checkpoint", async () => {
    const command = start([...quick, "--out", "model", "--no-report"], holding);
    await command.until(() => command.said().includes("held"));
    for (const name of signals) command.signal(name);
    expect(await command.ended).toBe(130);
    expect(command.said()).toContain("ended before all was written: there is no checkpoint.");
  });

  test("in compare leaves the runs that have ended; before one has, it says that nothing is kept", async () => {
    const words = ["compare", "iris", "--optimizers", "adam,sgd", "--patience", "0"];
    const early = start([...words, "--epochs", "10000000"]);
    await early.until(() => early.said().includes("task:"));
    early.signal("SIGHUP");
    expect(await early.ended).toBe(130);
    expect(early.said()).toMatch(/nothing was trained|a comparison keeps no checkpoint/);
  });
});

describe("output that nobody reads", () => {
  test.each([[["stdout"]], [["stdout", "stderr"]]] as const)(
    "%j closed: the files are there, and the code is the run's",
    async (streams) => {
      const command = start(quick);
      command.close(...streams);
      expect(await command.ended).toBe(0);
      expect(files()).toEqual(["model.safetensors", "report.html"]);
      const diverging = start([...quick, "--optimizer", "sgd", "--learning-rate", "1e30"]);
      diverging.close(...streams);
      expect(await diverging.ended).toBe(1);
      const compared = start(["compare", "iris", "--optimizers", "adam", "--epochs", "2", "--svg", "c.svg"]);
      compared.close(...streams);
      expect(await compared.ended).toBe(0);
      expect(files()).toContain("c.svg");
    },
  );

  test("where the output is the result, a reader that has seen enough is no failure", async () => {
    for (const words of [["--help"], [...quick, "--no-out", "--no-report"]]) {
      const command = start(words);
      command.close("stdout");
      expect(await command.ended, words.join(" ")).toBe(0);
    }
    expect(files()).toEqual([]);
  });

  test.skipIf(!existsSync("/dev/full"))("a full disk behind standard output: the files are there, and 1", async () => {
    const command = execFileSync(
      "sh",
      ["-c", `"$@" > /dev/full 2> said; echo $?`, "sh", process.execPath, binary, ...quick],
      { cwd: folder },
    );
    expect(command.toString()).toBe("1\n");
    expect(readFileSync(path("said"), "utf8")).toBe("ravine: standard output: the disk is full.\n");
    expect(files()).toEqual(["model.safetensors", "report.html", "said"]);
  });
});

describe("a place that cannot be written in the end", () => {
  test("a folder that is gone: the training goes on and says so once, and the checkpoint is elsewhere", async () => {
    mkdirSync(path("away"));
    mkdirSync(path("temporary"));
    const command = start([...endless, "--checkpoint", "away/ck"], [], { TMPDIR: path("temporary") });
    await command.until(() => existsSync(path("away/ck")));
    rmSync(path("away"), { recursive: true });
    await command.until(() => command.said().includes("goes on without"));
    command.signal("SIGTERM");
    expect(await command.ended).toBe(1);
    expect(command.said().match(/goes on without a checkpoint/g)).toHaveLength(1);
    const [, other] = /The checkpoint is in (\S+) instead/.exec(command.said()) ?? [];
    expect(other).toMatch(/temporary\/ravine-\w+\/ck$/);
    expect(command.said()).toContain(`ravine resume ${other} --trust-paths`); // its own place is elsewhere
    const [, steps] = /after ([\d,]+) iterations/.exec(command.said()) ?? [];
    const epochs = String(Math.ceil(Number(steps.replaceAll(",", "")) / 4) + 1);
    mkdirSync(path("away"));
    const words = ["--trust-paths", "--epochs", epochs, "--out", "m", "--checkpoint-every", "100"];
    expect((await ravine(["resume", other, ...words])).code).toBe(0);
  });

  test.skipIf(!existsSync("/dev/full"))(
    "without a temporary folder the current one takes the model, with every bit",
    async () => {
      const fingerprint = await expected();
      const command = start([...quick, "--no-report", "--out", "/dev/full"], [], { TMPDIR: "/nowhere" });
      expect(await command.ended).toBe(1);
      const [, other] = /the disk is full\. The model is in (\S+) instead/.exec(command.said()) ?? [];
      expect(other.startsWith(join(folder, "ravine-"))).toBe(true);
      expect(await fingerprintOf(readFileSync(other))).toBe(fingerprint);
    },
  );
});

test("a checkpoint that was only written on the way is gone with the training; one that was asked for stays", async () => {
  const words = ["train", "iris", "--patience", "0", "--epochs", "300", "--no-report", "--checkpoint-every", "0.001"];
  expect((await ravine(words)).code).toBe(0);
  expect(files()).toEqual(["model.safetensors"]);
  expect((await ravine([...words, "--no-out"])).code).toBe(0);
  expect(files()).toEqual(["model.safetensors"]);
  expect((await ravine([...words, "--checkpoint", "ck"])).code).toBe(0);
  expect(files()).toEqual(["ck", "model.safetensors"]);
});

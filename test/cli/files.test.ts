// Files appear whole or not at all, in the place that was named: links, devices, full disks, interruptions. Runs the built binary.
import { spawn } from "node:child_process";
import { existsSync, lstatSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { binary, tableText, workshop } from "./support.ts";

const { ravine, start, path, files } = workshop();
const quick = ["train", "iris", "--epochs", "1", "--no-report"];

describe("files", () => {
  test("a link is followed: the file behind it is written, and the link stays", async () => {
    writeFileSync(path("real.safetensors"), "old");
    symlinkSync(path("real.safetensors"), path("link.safetensors"));
    expect((await ravine([...quick, "--out", "link.safetensors"])).code).toBe(0);
    expect(lstatSync(path("link.safetensors")).isSymbolicLink()).toBe(true);
    expect(readFileSync(path("real.safetensors")).length).toBeGreaterThan(1000);
  });

  test.skipIf(!existsSync("/dev/full"))(
    "a full disk: exit 1, one message, and the device is not replaced by a file",
    async () => {
      const { code, stderr } = await ravine([...quick, "--out", "/dev/full"]);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^ravine: \/dev\/full: the disk is full\. The model is in \S+\/ravine-\w+\/full instead\.\n$/,
      );
      rmSync(dirname(/is in (\S+) instead/.exec(stderr)?.[1] as string), { recursive: true });
      expect(lstatSync("/dev/full").isCharacterDevice()).toBe(true);
      for (const words of [["--version"], ["--help"], [...quick, "--no-out"]]) {
        const child = spawn(process.execPath, [binary, ...words], {
          stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
        });
        let said = "";
        child.stderr?.on("data", (text) => {
          said += text;
        });
        const code = await new Promise((resolve) => child.on("close", resolve));
        expect({ words, code, said }).toEqual({ words, code: 1, said: "ravine: standard output: the disk is full.\n" });
      }
    },
  );

  test("an interrupted prediction leaves nothing half written", async () => {
    writeFileSync(path("good.csv"), tableText(60));
    const training = ["train", "good.csv", "--target", "label", "--epochs", "1", "--no-report", "--out", "m"];
    expect((await ravine(training)).code).toBe(0);
    const prediction = start(["predict", "m", "-", "--out", "p.csv"]);
    prediction.input.write(tableText(60));
    await prediction.until(() => files().some((name) => name.startsWith(".p.csv.")));
    prediction.interrupt();
    expect(await prediction.ended).toBe(130);
    expect(files().filter((name) => name.includes("p.csv"))).toEqual([]);
  });
});

// Trainings that are ended at random moments, and whether what they leave goes on to the fingerprint of an unbroken one.
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { expect } from "vitest";
import { readTensors } from "../../src/formats/readTensors.ts";
import { Stream } from "../../src/numbers/random.ts";
import type { workshop } from "./support.ts";

/** How a process is ended; "close" takes its output away first, and a signal later. */
const ways = ["SIGKILL", "SIGINT", "SIGTERM", "SIGHUP", "close"] as const;
const stepsPerEpoch = 4; // 106 training rows of iris, in batches of 32
/** The unbroken run has more epochs than any that is ended: it is trained afterwards. */
const training = ["train", "iris", "--patience", "0", "--no-report", "--hidden", "8", "--checkpoint-every", "0.005"];

const stepsOf = (file: string): number =>
  JSON.parse(readTensors(file, new Uint8Array(readFileSync(file))).metadata.state).step;

/** Ends `count` trainings, each when its checkpoint has been written some times or, by 0, before it begins; then resumes all. */
export async function endAtMoments(
  count: number,
  seed: number,
  { start, ravine, path, files }: ReturnType<typeof workshop>,
) {
  const chance = new Stream(seed, 1, 1);
  const below = (limit: number) => Math.floor((chance.uint32() / 2 ** 32) * limit);
  const left: string[] = [];
  for (let i = 0; i < count; i++) {
    const way = ways[i % ways.length];
    const times = below(5);
    const name = `run${i}`;
    const file = path(`${name}.checkpoint`);
    const command = start([...training, "--epochs", "10000000", "--out", name]);
    const written = () => (existsSync(file) ? statSync(file).ino + statSync(file).mtimeMs : 0);
    /** Waits until the checkpoint has been replaced so often. */
    const replaced = async (often: number) => {
      let last = written();
      for (let seen = 0; seen < often; seen++) {
        await command.until(() => written() !== last);
        last = written();
      }
    };
    if (times === 0) await command.until(() => command.said().includes("task:"));
    else await replaced(times);
    const steps = existsSync(file) ? stepsOf(file) : 0;
    if (way === "close") {
      command.close("stdout", "stderr");
      await replaced(2); // it goes on
    }
    command.signal(way === "close" ? "SIGTERM" : way);
    const code = await command.ended;
    const at = `${name}, ${way} after ${times} checkpoints`;
    expect(code, at).toBe(way === "SIGKILL" ? null : 130);
    expect(existsSync(path(name)), at).toBe(false);
    if (existsSync(file)) {
      expect(stepsOf(file), at).toBeGreaterThanOrEqual(steps);
      left.push(name);
      if (way !== "SIGKILL" && way !== "close")
        expect(command.said(), at).toContain(`ravine resume ${name}.checkpoint`);
    } else {
      expect(times, at).toBe(0);
      if (way !== "SIGKILL") expect(command.said(), at).toContain("no checkpoint was written");
    }
  }
  expect(left.length).toBeGreaterThan(count / 2);
  const epochs = Math.ceil(Math.max(...left.map((name) => stepsOf(path(`${name}.checkpoint`)))) / stepsPerEpoch) + 2;
  const fingerprintOf = async (words: readonly string[]) => {
    const { code, stdout, stderr } = await ravine([...words, "--epochs", String(epochs), "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return JSON.parse(stdout).fingerprint;
  };
  const unbroken = await fingerprintOf([...training, "--out", "unbroken", "--checkpoint-every", "1000"]);
  for (const name of left) {
    const words = ["resume", `${name}.checkpoint`, "--checkpoint-every", "1000"];
    expect(await fingerprintOf(words), name).toBe(unbroken);
    expect(files().filter((file) => file.startsWith(`.${name}.`))).toEqual([]);
    rmSync(path(`${name}.checkpoint`));
  }
}

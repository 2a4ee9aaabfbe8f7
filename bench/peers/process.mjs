// A process that answers in lines of JSON.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const PATIENCE_SECONDS = 120;
const running = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export class PeerProcess {
  #child;
  #lines;
  #complaint = "";

  /** Starts `command` in `folder` and gives it the line `first`, where there is one. */
  constructor({ command, args, folder, env, first }) {
    const child = spawn(command, args, { cwd: folder, env, stdio: ["pipe", "pipe", "pipe"] });
    this.#child = child;
    running.add(child);
    child.on("close", () => running.delete(child));
    child.on("error", (error) => {
      this.#complaint = error.code === "ENOENT" ? `there is no ${command}` : error.message;
    });
    child.stdin.on("error", () => {}); // it ended; its answer says so
    child.stderr.on("data", (text) => {
      this.#complaint = `${this.#complaint}${text}`.slice(-1000);
    });
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    if (first !== undefined) child.stdin.write(`${first}\n`);
  }

  /** The next line; { cannot } where the process ends or stays silent instead. */
  async answer() {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#child.kill("SIGKILL");
    }, PATIENCE_SECONDS * 1000);
    const { value, done } = await this.#lines.next();
    clearTimeout(timer);
    if (!done) return JSON.parse(value);
    if (late) return { cannot: `no answer within ${PATIENCE_SECONDS} s` };
    return { cannot: this.#complaint.trim().split("\n").at(-1) || "its process ended" };
  }

  ask(question) {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    return this.answer();
  }

  /** Lets the process end, and waits for it. */
  async end() {
    this.#child.stdin.end();
    if (running.has(this.#child)) await new Promise((done) => this.#child.once("close", done));
  }
}

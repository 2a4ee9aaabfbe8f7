// Opens an address in WebKitGTK's MiniBrowser, by WebDriver over plain fetch, and keeps it open until it is ended.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const [driverFile, address] = process.argv.slice(2);
const started = [];
const stop = () => {
  for (const child of started.reverse()) child.kill("SIGTERM");
};
process.on("SIGTERM", () => {
  stop();
  process.exit(0);
});

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/** A display that nobody uses, by Xvfb's own choice. */
async function display() {
  const child = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1024x768x24"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  started.push(child);
  const [number] = await once(child.stdio[3], "data");
  return `:${String(number).trim()}`;
}

try {
  const port = await freePort();
  const env = {
    ...process.env,
    DISPLAY: await display(),
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  };
  started.push(spawn(driverFile, [`--port=${port}`], { env, stdio: ["ignore", "ignore", "inherit"] }));
  const ask = async (path, body) => {
    const options = { method: body ? "POST" : "GET", ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...options,
      signal: AbortSignal.timeout(30_000),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(value));
    return value;
  };
  for (let attempt = 0; ; attempt++) {
    const ready = await ask("/status").then(
      () => true,
      () => false,
    );
    if (ready) break;
    if (attempt > 50) throw new Error("WebKitWebDriver does not answer.");
    await wait(200);
  }
  const [binary] = globSync("/usr/lib/*/webkit2gtk-4.*/MiniBrowser");
  const options = { binary, args: ["--automation"] };
  const { sessionId } = await ask("/session", {
    capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } },
  });
  await ask(`/session/${sessionId}/url`, { url: address });
  console.log("open");
} catch (error) {
  console.error(error.message);
  stop();
  process.exit(3);
}

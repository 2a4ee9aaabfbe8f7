// Serves the bundled pages, under a policy where one is asked for, and takes what they post.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** What a page may be told of its Content-Security-Policy, by the mode it is opened in. */
const policies = {
  trained: "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:",
  "no-workers": "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'",
  "no-wasm": "script-src 'self'; worker-src 'self' blob:",
};

/** `given` is what /given answers, `workerScripts` counts the scripts of workers that were there; `result(mode)` resolves with what the page of that mode posts. */
export async function serve(folder) {
  const waiting = new Map();
  const state = { given: "", workerScripts: 0 };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    const mode = url.searchParams.get("mode");
    if (url.pathname === "/given") return response.end(state.given);
    if (url.pathname === "/result") {
      let text = "";
      for await (const part of request) text += part;
      waiting.get(mode)?.(JSON.parse(text));
      return response.end();
    }
    const path = normalize(url.pathname).replace(/\/$/, "/index.html");
    try {
      const body = readFileSync(join(folder, path));
      if (request.headers["sec-fetch-dest"] === "worker") state.workerScripts++;
      response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
      if (mode in policies) response.setHeader("content-security-policy", policies[mode]);
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    state,
    origin: `http://127.0.0.1:${server.address().port}`,
    result: (mode) => new Promise((resolve) => waiting.set(mode, resolve)),
    close: () => server.close(),
  };
}

// Every runtime: how it is found on this machine and how it is run.
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const here = dirname(fileURLToPath(import.meta.url));
const installed = (path) => {
  const file = join(here, "node_modules", path);
  return existsSync(file) ? file : undefined;
};
const onPath = (name) =>
  process.env.PATH.split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

const node = (version) => installed(`node${version}/bin/node`);
const both = (driver, tool) => (driver && tool ? [driver, tool] : undefined);
const drive = (name, ...rest) => [node(24) ?? process.execPath, [join(here, `drivers/${name}.mjs`), ...rest]];

/** `find` gives the program's place, or undefined where it is not here; `command` what is run, with the checkpoint's file. */
export const programs = [
  ...[20, 22, 24, 26].map((version) => ({
    name: `Node ${version}`,
    find: () => node(version),
    command: (file, given) => [file, ["here.js", given]],
  })),
  {
    name: "Bun",
    find: () => installed("@oven/bun-linux-x64/bin/bun"),
    command: (file, given) => [file, ["here.js", given]],
  },
  {
    name: "Deno",
    find: () => installed("@deno/linux-x64-glibc/deno"),
    command: (file, given) => [file, ["run", "--quiet", "--no-prompt", "--allow-read", "here.js", given]],
  },
  {
    name: "workerd",
    find: () => node(24) && installed("miniflare"),
    command: (_, given) => drive("workerd", given),
  },
  {
    name: "edge-runtime",
    find: () => node(24) && installed("edge-runtime"),
    command: (_, given) => drive("edge", given),
  },
];

/** Browsers are told an address; the page posts what it found. `tries` are those of the start. */
export const browsers = [
  {
    name: "Chromium",
    find: () => both(installed("playwright-core"), onPath("chromium"))?.[1],
    command: (file, address) => drive("chromium", file, address),
  },
  {
    name: "Firefox",
    find: () => both(node(24) && installed("puppeteer-core"), onPath("firefox-esr") ?? onPath("firefox"))?.[1],
    command: (file, address) => drive("firefox", file, address),
  },
  {
    name: "WebKitGTK",
    find: () => both(onPath("Xvfb"), onPath("WebKitWebDriver"))?.[1],
    command: (file, address) => drive("webkit", file, address),
    mayNotStart: true,
  },
];

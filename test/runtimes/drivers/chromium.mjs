// Opens an address in Chromium and keeps it open until it is ended.
import { chromium } from "playwright-core";

const [executablePath, address] = process.argv.slice(2);
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const browser = await chromium.launch({ executablePath, args });
const page = await browser.newPage();
page.on("console", (message) => console.error(`console: ${message.text()}`));
page.on("pageerror", (error) => console.error(`page: ${error.message}`));
await page.goto(address);
console.log("open");
process.on("SIGTERM", () => browser.close().finally(() => process.exit(0)));

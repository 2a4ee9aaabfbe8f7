// Opens an address in Firefox, over WebDriver BiDi, and keeps it open until it is ended.
import puppeteer from "puppeteer-core";

const [executablePath, address] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, args: ["--no-sandbox"] });
const page = await browser.newPage();
page.on("console", (message) => console.error(`console: ${message.text()}`));
await page.goto(address);
console.log("open");
process.on("SIGTERM", () => browser.close().finally(() => process.exit(0)));
setInterval(() => {}, 1 << 30);

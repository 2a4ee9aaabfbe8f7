// Runs the conformance program where there are files and a console: Node, Bun, Deno. Prints one line of JSON.
import { readFileSync } from "node:fs";
import process from "node:process";
import * as ravine from "ravine";
import * as worker from "ravine/worker";
import { conformance } from "./conformance.js";

const given = process.argv[2] ? readFileSync(process.argv[2], "utf8") : undefined;
console.log(JSON.stringify(await conformance({ ravine, worker, given })));

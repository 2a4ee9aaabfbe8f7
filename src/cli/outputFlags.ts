// The settings that say what a training writes.
import { flag as onOrOff, positive } from "../core/options.ts";
import { path, readDecimal, type SettingFlag } from "./flag.ts";

export const outputFlags = {
  out: {
    argument: "<file>",
    rule: path,
    help: "the model",
    shown: "model.safetensors",
    without: "write no model",
    affects: "output",
    resumes: true,
  },
  report: {
    argument: "<file>",
    rule: path,
    help: "the report, one HTML file",
    shown: "report.html",
    without: "write no report",
    affects: "output",
    resumes: true,
  },
  svg: {
    argument: "<file>",
    rule: path,
    help: "the learning curves as a picture",
    affects: "output",
    resumes: true,
  },
  checkpoint: {
    argument: "<file>",
    rule: path,
    help: "where the run is kept, to be resumed (default while it trains, and when interrupted: beside the model)",
    affects: "output",
    resumes: true,
  },
  checkpointEvery: {
    argument: "<seconds>",
    rule: positive<number>(30),
    read: readDecimal,
    help: "how often the run is kept while it trains, in seconds",
    affects: "output",
    resumes: true,
  },
  json: {
    rule: onOrOff<boolean>(false),
    help: "one JSON document on standard output, nothing else",
    affects: "output",
    resumes: true,
  },
} satisfies Readonly<Record<string, SettingFlag>>;

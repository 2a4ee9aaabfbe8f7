// Predictions as text, row by row: lines of CSV, or elements of one JSON document.
import { jsonLines } from "./jsonLines.ts";

/** One row's answer: the class with its probabilities, or the outputs. What is not finite is no answer. */
export interface Answer {
  /** undefined for a regression; null where the network gives no answer */
  readonly class?: string | null;
  /** rounded; NaN where the network gives no answer */
  readonly outputs: readonly number[];
}

/** How answers become text. */
export interface PredictionFormat {
  readonly begin: string;
  rows(answers: readonly Answer[], first: boolean): string;
  end(document: object): string;
}

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const cell = (value: number) => (Number.isFinite(value) ? String(value) : "");

/** A header line, and a line per row; a cell without an answer is empty. */
export function csvFormat(head: readonly string[], probabilities: boolean): PredictionFormat {
  const line = ({ class: name, outputs }: Answer) => {
    const numbers = outputs.map(cell);
    return (name === undefined ? numbers : [quoted(name ?? ""), ...(probabilities ? numbers : [])]).join(",");
  };
  return {
    begin: `${head.map(quoted).join(",")}\n`,
    rows: (answers) => `${answers.map(line).join("\n")}\n`,
    end: () => "",
  };
}

const element = ({ class: name, outputs }: Answer) =>
  jsonLines(name !== undefined ? name : outputs.length === 1 ? outputs[0] : outputs)
    .map((line) => line.trim())
    .join("");

/** One document whose first entry is the list of predictions; null where there is no answer. */
export const jsonFormat: PredictionFormat = {
  begin: `{\n  "command": "predict",\n  "predictions": [`,
  rows: (answers, first) =>
    answers.map((answer, i) => `${first && i === 0 ? "" : ","}\n    ${element(answer)}`).join(""),
  end: (document) => `\n  ],\n${jsonLines(document).join("\n").slice(2)}\n`,
};

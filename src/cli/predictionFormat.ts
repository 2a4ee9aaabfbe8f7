// Predictions as text, row by row: lines of CSV, or elements of one JSON document.

/** One row's answer: the class with its probabilities, or the outputs. */
export interface Answer {
  readonly class?: string;
  readonly outputs: readonly string[];
}

/** How answers become text. */
export interface PredictionFormat {
  readonly begin: string;
  rows(answers: readonly Answer[], first: boolean): string;
  end(document: object): string;
}

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A header line, and a line per row. */
export function csvFormat(head: readonly string[], probabilities: boolean): PredictionFormat {
  const line = ({ class: name, outputs }: Answer) =>
    name === undefined ? outputs.join(",") : [quoted(name), ...(probabilities ? outputs : [])].join(",");
  return {
    begin: `${head.map(quoted).join(",")}\n`,
    rows: (answers) => `${answers.map(line).join("\n")}\n`,
    end: () => "",
  };
}

const element = ({ class: name, outputs }: Answer) =>
  name !== undefined ? JSON.stringify(name) : outputs.length === 1 ? outputs[0] : `[${outputs.join(", ")}]`;

/** One document whose first entry is the list of predictions. */
export const jsonFormat: PredictionFormat = {
  begin: `{\n  "command": "predict",\n  "predictions": [`,
  rows: (answers, first) =>
    answers.map((answer, i) => `${first && i === 0 ? "" : ","}\n    ${element(answer)}`).join(""),
  end: (document) => `\n  ],\n${JSON.stringify(document, null, 2).slice(2)}\n`,
};

// Turns scripts/data-sets/*.csv into src/data/sets/*.ts: compact text that a chunk of its own can carry.
import { readFileSync, writeFileSync } from "node:fs";

const here = new URL("./data-sets/", import.meta.url);
const there = new URL("../src/data/sets/", import.meta.url);

const sets = {
  iris: { about: "Iris, Fisher 1936; UCI 53, CC BY 4.0", classes: ["setosa", "versicolor", "virginica"] },
  wine: { about: "Wine, Aeberhard & Forina 1992; UCI 109, CC BY 4.0", classes: ["class_0", "class_1", "class_2"] },
  breastCancer: {
    about: "Breast Cancer Wisconsin (Diagnostic), Wolberg et al. 1995; UCI 17, CC BY 4.0",
    classes: ["malignant", "benign"],
  },
  diabetes: { about: "Diabetes, Efron et al. 2004, Least Angle Regression; target: progression after one year" },
  digits: {
    about: "Handwritten digits, Alpaydin & Kaynak 1998; UCI 80, CC BY 4.0; pixels 0…g are 0…16, then the class",
    classes: [..."0123456789"],
    line: (row) => row.map((value, at) => (at === row.length - 1 ? value : Number(value).toString(17))).join(""),
  },
};

for (const [name, { about, classes, line }] of Object.entries(sets)) {
  const [header, ...rows] = readFileSync(new URL(`${name}.csv`, here), "utf8")
    .trim()
    .split("\n");
  const table = rows.map((row) => {
    const values = row.split(",").map((value) => String(Number(value)).replace(/^0\./, "."));
    return line ? line(values) : values.join(",");
  });
  const lines = [
    `// The ${name} table, made by scripts/data-sets.mjs. Knows nothing of how it is read.`,
    `/** ${about}. */`,
    `export const table: string = \`\n${table.join("\n")}\n\`;`,
    `export const featureNames = "${header.split(",").slice(0, -1).join(" ")}";`,
    ...(classes ? [`export const classes = "${classes.join(" ")}";`] : []),
  ];
  writeFileSync(new URL(`${name}.ts`, there), `${lines.join("\n")}\n`);
}

// What may be done about a finding or an error, as data: texts, flags and buttons are made of it. Types alone.

/** Options that a remedy gives a value. */
export interface Settable {
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  readonly l2: number;
  readonly clip: { readonly norm: number };
  readonly earlyStopping: { readonly patience: number };
  readonly schedule: { readonly name: "halveEvery"; readonly options: { readonly every: number } };
  readonly optimizer: { readonly name: "adam" | "saddleFreeNewton" };
  readonly activation: "relu" | "leakyRelu" | "tanh";
  readonly initializer: "he" | "xavier";
  readonly classWeights: "balanced";
  /** how a table is read */
  readonly missing: "mean" | "drop";
  readonly ignore: readonly string[];
}

/** What a network or its data can be given more of. */
export interface Addable {
  readonly dropout: { readonly keep: number };
  readonly hiddenLayer: { readonly units: number };
  readonly units: object;
  /** of one class, where it is named */
  readonly rows: { readonly class?: string };
}

/** What a network can have less of. */
export interface Removable {
  readonly layer: object;
  readonly units: object;
  /** penalties and dropout */
  readonly regularization: object;
}

/** Parts of the library that help. */
export interface Usable {
  readonly standardizer: { readonly targets?: true };
  readonly split: object;
  readonly learningRateRange: object;
  readonly spectrum: object;
  readonly search: object;
}

/** What only a person can look at. */
export interface Checkable {
  /** whether columns name the row, and which others would tell the target */
  readonly inputs: object;
  /** a column with values far from the rest */
  readonly outliers: { readonly column: string };
  /** in what validation and test rows differ */
  readonly sets: object;
  readonly confusion: object;
  /** a cell of a table that is empty */
  readonly cell: object;
}

type Of<Verb extends string, Objects> = {
  [Name in keyof Objects & string]: { readonly [V in Verb]: Name } & Objects[Name];
}[keyof Objects & string];

/** One thing to do: `{ set: "learningRate", to: 0.001 }`, `{ add: "dropout", keep: 0.8 }`, `{ use: "standardizer" }`. */
export type Remedy =
  | { [Name in keyof Settable]: { readonly set: Name; readonly to: Settable[Name] } }[keyof Settable]
  | Of<"add", Addable>
  | Of<"remove", Removable>
  | Of<"use", Usable>
  | Of<"check", Checkable>;

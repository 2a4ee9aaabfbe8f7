// What was found, in words: one sentence or two per kind, made of its figures.
import { visible } from "../core/visible.ts";
import { nameText } from "../data/namesText.ts";
import type { Diagnosis } from "../training/diagnosis.ts";
import type { AnyFinding, DiagnosisKind, Finding, FindingFigures } from "../training/finding.ts";
import { counted, figure, percent } from "./figure.ts";
import { remedyText } from "./remedyText.ts";

type Sentences = {
  readonly [Kind in DiagnosisKind]: (figures: FindingFigures[Kind], finding: Finding<Kind>) => string;
};

const restless = ({ rises, change, changeShare }: { rises: number; change: number; changeShare: number }) =>
  `In the second half of the run the training loss rose at ${percent(rises)} of the evaluations, by turns of ${figure(change)} (${percent(changeShare)} of what ignoring the inputs costs)`;
const layerText = ({ layer, inside }: { layer?: number; inside?: string }, units: number, activation: string) =>
  `layer ${layer}${inside === undefined ? "" : `, ${inside} inside it`} (${units} units of ${activation})`;
const unitsText = (count: number, units: number) => `${count} units (${percent(count / units)})`;

const sentences: Sentences = {
  diverged: ({ steps, learningRate }) =>
    `After ${counted(steps, "step")} the cost or a weight was no finite number (learning rate ${figure(learningRate)}); the weights are those of the last finite step.`,
  learningRateTooHigh: (figures) =>
    "peak" in figures
      ? `The training cost began at ${figure(figures.first)}, rose to ${figure(figures.peak)} (mean of a tenth of the run) and ended at ${figure(figures.last)}; ignoring the inputs altogether costs ${figure(figures.constantLoss)}. The steps of learning rate ${figure(figures.learningRate)} are too long.`
      : `${restless(figures)}: the steps of learning rate ${figure(figures.learningRate)} leap over the valley.`,
  learningRateTooLow: ({ first, last, steady, gradientNorm, learningRate, steps }) =>
    `The training cost went from ${figure(first)} to ${figure(last)} and ${steady ? "was falling in the last third as fast as before" : "hardly moved"}, though the gradient is ${figure(gradientNorm)} long: the steps of learning rate ${figure(learningRate)} are too short for ${counted(steps, "iteration")}.`,
  plateau: ({ loss, constantLoss, gradientNorm }) =>
    `The training loss stands at ${figure(loss)}, where ignoring the inputs costs ${figure(constantLoss)}, and the gradient of the hidden layers is only ${figure(gradientNorm)} long: a plateau or a saddle point.`,
  deadUnits: ({ count, units, activation }, at) =>
    `${unitsText(count, units)} of ${layerText(at, units, activation)} give 0 for every row that was looked at: no gradient reaches their weights, and they stay so.`,
  saturatedUnits: ({ count, units, activation }, at) =>
    `${unitsText(count, units)} of ${layerText(at, units, activation)} are where the slope is below 2.7 % of its largest, for at least 95 % of the rows: hardly any gradient passes through them.`,
  unscaledInputs: ({ least, most, ratio, leastColumn, mostColumn }) =>
    leastColumn === mostColumn
      ? `The input ${nameText(mostColumn)} reaches ${figure(most)}, where weights expect about 1.`
      : `The inputs reach from ${figure(least)} (${nameText(leastColumn)}) to ${figure(most)} (${nameText(mostColumn)}), a factor of ${figure(ratio)}: some weights must move a little and others a lot, and no learning rate suits both.`,
  symmetricWeights: ({ count, pairs, units, activation }, at) =>
    `${count} of ${pairs} pairs of units of ${layerText(at, units, activation)} have equal weights to the last bit: they get equal gradients and stay equal, so that the layer has fewer units than it seems.`,
  overfitting: (figures, { epoch = 0 }) =>
    "constantLoss" in figures
      ? `The validation loss was never better than ${figure(figures.lowest)}, where ignoring the inputs costs ${figure(figures.constantLoss)}, while the training loss fell to ${figure(figures.trainLast)}: the training rows were memorised.`
      : `Since epoch ${figure(epoch)} the validation loss rose from ${figure(figures.lowest)} to ${figure(figures.last)} (standard error of the difference ${figure(figures.standardError)}) while the training loss fell from ${figure(figures.trainThen)} to ${figure(figures.trainLast)}${figures.restored ? "; the weights of that epoch are back" : ""}.`,
  underfitting: ({ loss, validationLoss, constantLoss, accuracy, explained }) => {
    const reached =
      accuracy === undefined
        ? `explains ${percent(explained ?? 0)} of the training targets`
        : `reads ${percent(accuracy)} of the training rows right`;
    const validation = validationLoss === undefined ? "" : `, and ${figure(validationLoss)} on validation`;
    return `The network no longer improves and ${reached} (loss ${figure(loss)}${validation}; ignoring the inputs costs ${figure(constantLoss)}): it is too simple for these data, or they do not tell the targets.`;
  },
  noisyBatches: (figures) =>
    `${restless(figures)}: a batch of ${figures.batchSize} says too little of where the cost falls.`,
  setsDiffer: ({ figure: name, validation, test, validationRows, testRows, standardErrors }) => {
    const text = name === "accuracy" ? percent : figure;
    return `The test set is unlike the validation set: ${name} is ${text(validation)} of ${validationRows} validation rows and ${text(test)} of ${testRows} test rows, ${figure(standardErrors)} standard errors apart, where sampling explains about 2.`;
  },
  unbalancedClasses: ({ most, least, mostClass, leastClass, share }) =>
    `Of the training rows ${most} are ${nameText(mostClass)} and ${least} are ${nameText(leastClass)}: always saying ${nameText(mostClass)} is right for ${percent(share)}, so that accuracy says little.`,
};

/** The finding with its words. */
export function withWords(finding: AnyFinding): Diagnosis {
  const sentence = sentences[finding.kind] as (figures: unknown, finding: unknown) => string;
  return Object.freeze({
    ...finding,
    message: visible(sentence(finding.figures, finding)),
    remedy: visible(remedyText(finding.remedies)),
  });
}

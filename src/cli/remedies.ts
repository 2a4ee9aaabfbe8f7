// The diagnosis's remedies as flags, for readers who write no code. Knows no finding's evidence.
import type { Diagnosis } from "../training/diagnosis.ts";

/** The library's words and the command line's; what the command line does by itself is left out. */
export const remedyWords: readonly (readonly [RegExp, string])[] = [
  [
    /Standardise them: .*/,
    "They are standardised already, so a few values lie far from the rest: look for wrong ones in that column.",
  ],
  [/Draw both at random from the same rows \(split does\), and look/, "Try another --seed and larger shares, and look"],
  [/classWeights: "balanced"/, "--class-weights balanced"],
  [/a learning rate of /, "--learning-rate "],
  [/ \(learningRateRange [^)]*\), standardise inputs and targets,/, ","],
  [/ \(learningRateRange [^)]*\), or train longer/, ", or train longer (--epochs)"],
  [/clip: \{ norm: 1 \}/, "--clip 1"],
  [
    /a schedule that lowers it, or learningRateRange for a suggestion/,
    "a schedule that lowers it (--schedule halve:10), or compare several: ravine compare DATA --vary learning-rate=0.001,0.003,0.01",
  ],
  [/Take batches of (.*) rows \(/, "Take --batch-size $1 ("],
  [/as the run goes on/, "as the run goes on (--schedule halve:10)"],
  [/another seed, he or xavier/, "another --seed, --initializer he or xavier"],
  [/take relu for sigmoid/, "take --activation relu for sigmoid"],
  [
    /momentum or adam, or saddleFreeNewton; spectrum says/,
    "--optimizer adam or saddleFreeNewton; ravine curvature says",
  ],
  [/dense\(64, \{ activation: "relu" \}\)/, "--hidden 64"],
  [/another hidden layer, less/, "another hidden layer (--hidden 128,64), less"],
  [/; search tries architectures/, ""],
  [/earlyStopping: \{ patience: 5 \}/, "--patience 5"],
  [/dropout\(\{ keep: 0\.8 \}\), l2: 1e-3/, "dropout (--keep 0.8), --l2 0.001"],
  [/standardise the inputs, or use /, "or use --activation "],
  [
    /Standardise the inputs and begin with smaller weights \(xavier\); try relu/,
    "Begin with smaller weights (--initializer xavier); try --activation relu",
  ],
  [/initializer "he" (.*) "xavier"/, "--initializer he $1 xavier"],
];

/** The findings with their remedies in flags. */
export const inFlags = (diagnosis: readonly Diagnosis[]): readonly Diagnosis[] =>
  diagnosis.map((finding) => ({
    ...finding,
    remedy: remedyWords.reduce((text, [pattern, words]) => text.replace(pattern, words), finding.remedy),
  }));

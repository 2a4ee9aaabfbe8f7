// What a diagnosis says of a run, as data: figures and remedies, of which the words are made. Types alone.
import type { Remedy } from "../core/remedy.ts";

/** A cost that rose: at the first step, at its highest and at the end (means of tenths of the run). */
interface RisingCost {
  readonly learningRate: number;
  readonly first: number;
  readonly peak: number;
  readonly last: number;
  /** what the best prediction costs that ignores its inputs */
  readonly constantLoss: number;
}

/** A loss that leaps about: the share of evaluations at which it rose, its mean change, and that over the constant loss. */
interface RestlessLoss {
  readonly rises: number;
  readonly change: number;
  readonly changeShare: number;
}

/** Units of a layer that are wrong. */
interface WrongUnits {
  readonly count: number;
  readonly units: number;
  readonly activation: string;
}

/** What each kind of finding has measured, by name. */
export interface FindingFigures {
  readonly diverged: { readonly steps: number; readonly learningRate: number };
  readonly learningRateTooHigh: RisingCost | (RestlessLoss & { readonly learningRate: number });
  readonly learningRateTooLow: {
    readonly learningRate: number;
    readonly first: number;
    readonly last: number;
    readonly gradientNorm: number;
    readonly steps: number;
    /** whether the cost fell in the last third as fast as before */
    readonly steady: boolean;
  };
  readonly plateau: { readonly loss: number; readonly constantLoss: number; readonly gradientNorm: number };
  readonly deadUnits: WrongUnits;
  readonly saturatedUnits: WrongUnits;
  /** the largest |x| of the column that reaches least, and of the one that reaches most */
  readonly unscaledInputs: {
    readonly least: number;
    readonly most: number;
    readonly ratio: number;
    readonly leastColumn: string;
    readonly mostColumn: string;
  };
  /** pairs of units with equal weights, among all pairs */
  readonly symmetricWeights: WrongUnits & { readonly pairs: number };
  readonly overfitting:
    | {
        /** of the validation loss: its lowest, and its mean over the last evaluations */
        readonly lowest: number;
        readonly last: number;
        readonly standardError: number;
        /** of the training loss, at the same places */
        readonly trainThen: number;
        readonly trainLast: number;
        /** whether the weights of that epoch are back */
        readonly restored: boolean;
      }
    | { readonly lowest: number; readonly constantLoss: number; readonly trainLast: number };
  readonly underfitting: {
    readonly loss: number;
    readonly validationLoss?: number;
    readonly constantLoss: number;
    /** of the training rows; a regression has the share of the loss explained instead */
    readonly accuracy?: number;
    readonly explained?: number;
  };
  readonly noisyBatches: RestlessLoss & { readonly batchSize: number };
  /** accuracies or losses of both sets, and how many standard errors they are apart */
  readonly setsDiffer: {
    readonly figure: "accuracy" | "loss";
    readonly validation: number;
    readonly test: number;
    readonly validationRows: number;
    readonly testRows: number;
    readonly standardErrors: number;
  };
  readonly unbalancedClasses: {
    readonly most: number;
    readonly least: number;
    readonly mostClass: string;
    readonly leastClass: string;
    /** of the rows, the largest class's */
    readonly share: number;
  };
}
export type DiagnosisKind = keyof FindingFigures;

/** A finding without its words. */
export interface Finding<Kind extends DiagnosisKind> {
  readonly kind: Kind;
  /** error: the result is useless; warning: it could be much better; note: worth knowing */
  readonly severity: "error" | "warning" | "note";
  /** epochs done when it began, where it has a beginning */
  readonly epoch?: number;
  /** the layer it is about, from 0 */
  readonly layer?: number;
  /** where it is inside that layer, as in `inspect`: "0" or "shortcut.0" */
  readonly inside?: string;
  readonly figures: FindingFigures[Kind];
  /** what may be done about it, as data: `{ set: "learningRate", to: 0.001 }` */
  readonly remedies: readonly Remedy[];
}
export type AnyFinding = { [Kind in DiagnosisKind]: Finding<Kind> }[DiagnosisKind];

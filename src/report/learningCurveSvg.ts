// The learning curve as a picture: its options and its loading. What draws is a chunk of its own.
import { checked, oneOf, value, whole } from "../core/options.ts";
import type { Curve } from "../training/curve.ts";

export interface LearningCurveSvgOptions {
  /** default "Learning curve" */
  readonly title?: string;
  /** a line under the title; default what the last point says */
  readonly subtitle?: string;
  /** pixels; default 960 */
  readonly width?: number;
  /** pixels; default 440 */
  readonly height?: number;
  /** "auto" (default) follows the reader's setting */
  readonly theme?: "auto" | "light" | "dark";
  /** of the cost; "auto" (default) is logarithmic where costs span more than a factor of 10 */
  readonly scale?: "auto" | "linear" | "logarithmic";
}

const isText = (value: unknown) => typeof value === "string";
const rules = () => ({
  title: value("Learning curve", "text", isText),
  subtitle: value<string | undefined>(undefined, "text", isText),
  width: whole<number>(960, 320),
  height: whole<number>(440, 240),
  theme: oneOf(["auto", "light", "dark"], "auto"),
  scale: oneOf(["auto", "linear", "logarithmic"], "auto"),
});
export type ReadLearningCurveSvgOptions = ReturnType<typeof readOptions>;

const readOptions = (options: LearningCurveSvgOptions | undefined) => checked("learningCurveSvg", options, rules());

/**
 * Cost and, where there is one, accuracy of the training, validation and test set against iterations, each with a band of
 * one standard error to both sides (what another sample of the set's size could have shown).
 *
 * @returns an SVG document that needs no other file
 * @throws {OptionError} on an unknown option, or a curve without points
 * @example await writeFile("curve.svg", await learningCurveSvg(run.curve, { title: "Digits" }));
 */
export async function learningCurveSvg(curve: Curve, options?: LearningCurveSvgOptions): Promise<string> {
  const read = readOptions(options);
  const { drawLearningCurve } = await import("./drawLearningCurve.ts");
  return drawLearningCurve(curve, read);
}

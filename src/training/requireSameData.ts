// A run that goes on must go on with the data that it began with.
import { DataError } from "../core/errors.ts";

/**
 * @param where  what goes on: resume, or continue
 * @throws {DataError} where a run is to go on with other data than it began with; the test set decides nothing and may differ
 */
export function requireSameData(
  where: "resume" | "continue",
  before: Readonly<Record<string, string>> | undefined,
  now: Readonly<Record<string, string>>,
): void {
  if (before === undefined) return;
  for (const set of ["train", "validation"]) {
    if (before[set] === now[set]) continue;
    const received = now[set] === undefined ? `no ${set} data` : `${set} data with hash ${now[set]}`;
    const expected =
      before[set] === undefined ? `no ${set} data, as at the start` : `the data of the start, hash ${before[set]}`;
    throw new DataError({
      where: `${where}: ${set} data`,
      received,
      expected,
      hint:
        where === "resume"
          ? "Pass the same rows in the same order."
          : "It goes on with the arrays that fit was given: they must hold what they held then.",
    });
  }
}

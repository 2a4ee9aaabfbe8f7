// The settings of each variant that `ravine compare` trains: one optimizer each, or one value of a flag. Knows no data.
import { Failure } from "./failure.ts";
import { flagName, readText } from "./flag.ts";
import { settingFlag, settingsThatAffect } from "./flags.ts";
import { optimizerTexts } from "./readOptimizer.ts";
import { checkedValues, type Settings } from "./settings.ts";

/** Settings of which no other data, files or seed follow. */
const varied = settingsThatAffect("training");

/** FLAG=VALUE,VALUE,…: the settings with each value, by what is written of it. @throws {Failure} */
function withValues(settings: Settings, text: string): Record<string, Settings> {
  const [flag, ...rest] = text.split("=");
  const word = flag.replace(/^--/, "");
  const name = varied.find((one) => flagName(one) === `--${word}`);
  if (name === undefined || rest.length === 0) {
    const words = varied.map((one) => flagName(one).slice(2)).join(", ");
    throw new Failure(`--vary: got "${text}", expected FLAG=VALUE,VALUE,… with one of ${words}.`);
  }
  const row = settingFlag(name);
  const values = rest.join("=").split(row.each ? ";" : ",");
  return Object.fromEntries(
    values.map((value) => {
      const changed = checkedValues({ [name]: row }, { [name]: readText(row, value) }, () => `--vary ${flag}`);
      return [`${word}=${value}`, { ...settings, ...changed }];
    }),
  );
}

/** Settings per variant. @throws {Failure} */
export function variedSettings(
  settings: Settings,
  optimizers: string,
  vary: string | undefined,
): Record<string, Settings> {
  if (vary !== undefined) return withValues(settings, vary);
  return Object.fromEntries(optimizerTexts(optimizers).map((optimizer) => [optimizer, { ...settings, optimizer }]));
}

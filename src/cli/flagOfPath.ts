// From a library's option to the flag that sets it.
import { flagName } from "./flag.ts";
import { settingFlag, settingNames } from "./flags.ts";

/** The flag of an option, or of the option that holds it; undefined where there is none. */
export function flagOfPath(path: readonly (string | number)[]): string | undefined {
  const wanted = path.join(".");
  const found = settingNames.find((name) => {
    const { option } = settingFlag(name);
    return option !== undefined && (wanted === option || wanted.startsWith(`${option}.`));
  });
  return found === undefined ? undefined : flagName(found);
}

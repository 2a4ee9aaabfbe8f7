// A complaint about an option, said of the flag that gave it.
import { Failure } from "./failure.ts";

/** What `body` makes; its complaint is the flag's. */
export function flagged<T>(flag: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw new Failure(`${flag}: ${(error as Error).message}`);
  }
}

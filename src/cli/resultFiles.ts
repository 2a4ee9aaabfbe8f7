// The files that a training leaves, and what is said of those that are not where they were asked for. Knows no network.
import { standardError } from "./standardStreams.ts";
import { writeSomewhere } from "./writeSomewhere.ts";

export class ResultFiles {
  /** where each is, by what it is */
  readonly paths: Record<string, string> = {};
  #hasFailed = false;

  /** Whether one of them is elsewhere, or nowhere. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Writes one, where a path was asked for. @param content  makes it; what it throws loses this file alone */
  async write(
    called: string,
    path: string | undefined,
    content: () => Uint8Array | string | Promise<string>,
  ): Promise<void> {
    if (path === undefined) return;
    let made: Uint8Array | string;
    try {
      made = await content();
    } catch (error) {
      this.#fail(`${path}: the ${called} cannot be made (${error instanceof Error ? error.message : error}).`);
      return;
    }
    const { path: where, failure } = await writeSomewhere(called, path, made);
    if (where !== undefined) this.paths[called] = where;
    if (failure !== undefined) this.#fail(failure);
  }

  #fail(text: string): void {
    this.#hasFailed = true;
    standardError.lines(`ravine: ${text}`);
  }
}

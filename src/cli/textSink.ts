// Where text goes piece by piece, in constant memory.
import { open } from "node:fs/promises";
import { standardOutput } from "./standardStreams.ts";
import { pendingFile } from "./writeWhole.ts";

export interface TextSink {
  write(text: string): Promise<void>;
  done(): Promise<void>;
  /** Leaves nothing behind. */
  undo(): Promise<void>;
}

/** Standard output, or a file that appears when all is written. */
export async function textSink(path: string | undefined): Promise<TextSink> {
  if (path === undefined) {
    return { write: (text) => standardOutput.data(text), done: async () => {}, undo: async () => {} };
  }
  const pending = await pendingFile(path);
  const file = await open(pending.path, pending.flags);
  return {
    async write(text: string) {
      await file.writeFile(text).catch((error) => {
        throw Object.assign(error, { path });
      });
    },
    async done() {
      await file.sync().catch(() => {}); // some file systems have none
      await file.close();
      await pending.keep();
    },
    async undo() {
      await file.close().catch(() => {});
      await pending.drop();
    },
  };
}

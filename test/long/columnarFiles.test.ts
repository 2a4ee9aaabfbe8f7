// 3,000 damaged copies of Parquet and of Arrow files: none hangs, ends the process, takes much memory, or ends in words of a library.
import { test } from "vitest";
import { arrowFiles, parquetFiles } from "../support/columnarFiles.ts";
import { expectAnswers } from "../support/expectAnswers.ts";

test("3,000 of Parquet", () => expectAnswers(parquetFiles, 3000));
test("3,000 of Arrow", () => expectAnswers(arrowFiles, 3000));

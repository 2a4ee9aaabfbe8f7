// Reads a table in text with a header line into a data set. papaparse cuts the cells.
import { type CsvSource, csvRows } from "./csvRows.ts";
import { type CsvOptions, type ReadTable, readRows } from "./readRows.ts";

/**
 * Reads a table with a header line.
 *
 * A column is text where at least half of its values in the first 1000 rows are no numbers, otherwise every value must be
 * one. Blanks around a cell do not count. Text inputs become one input per category ("colour=red"), 1 where the row has it.
 * Missing are empty cells, NA, NaN, nan, null, NULL and ?.
 *
 * @param source  text, or a stream or iterable of text or UTF-8 bytes; memory is proportional to the numbers kept
 * @param options.target  the column to predict
 * @param options.task  `auto` (default): text targets, or integers with at most 20 values each seen at least 5 times, are
 *   classes, numbered in code-unit or numeric order; all else is a regression
 * @param options.missing  `error` (default); `mean`: the column's mean, for a text each category's share (a row needs its
 *   target all the same); `drop`: the row is left out
 * @param options.ignore  columns that are left out, such as numbers of rows and names ("" for those without a name); default none
 * @returns the data set, per column of the file how it was read, for `applyColumns`, and how many rows there were, those
 *   left out included
 * @throws {DataError} naming line and column: ragged rows, numbers beyond float32, texts among numbers, missing values,
 *   more than 1024 categories, no rows
 * @throws {FormatError} on bytes that are no UTF-8 text
 * @throws {OptionError} on an unknown target or ignored column; the nearest is suggested
 * @example const { data, columns } = await csv("size,colour,price\n3,red,10\n4,blue,12\n", { target: "price" });
 */
export const csv = (source: CsvSource, options: CsvOptions): Promise<ReadTable> => readRows(csvRows(source), options);

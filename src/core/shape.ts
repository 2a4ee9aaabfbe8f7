// Shapes: the sizes of one row's numbers, the last axis running fastest.

/** [units], or [height, width, channels]; rows themselves stay flat. */
export type Shape = readonly number[];

/** How many numbers a row of this shape has. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

/** 64, or 8 × 8 × 1 */
export const shapeText = (shape: Shape): string => shape.join(" × ");

/** How many numbers a row has at most; more than fits into memory. */
export const MOST_NUMBERS = 2 ** 32;

export const isSize = (size: unknown): size is number => Number.isInteger(size) && (size as number) >= 1;

/** true for sizes ≥ 1, one to three of them. */
export const isShape = (value: unknown): value is Shape =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.length <= 3 &&
  value.every(isSize) &&
  sizeOf(value) <= MOST_NUMBERS;

export const SHAPE_EXPECTED = "one to three whole numbers ≥ 1, such as [height, width, channels]";

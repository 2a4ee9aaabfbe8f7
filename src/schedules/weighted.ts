// A number between two others. Knows no schedule.

/** a·share + b·(1 − share): exactly a at 1 and exactly b at 0. */
export const weighted = (a: number, b: number, share: number): number => a * share + b * (1 - share);

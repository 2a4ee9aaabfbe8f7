// Every kernel's twin, by the kernel's name; one that is missing is a compile error.
import { allTwins } from "./allTwins.ts";
import type { Twins } from "./twin.ts";

export const twins: Twins = allTwins;

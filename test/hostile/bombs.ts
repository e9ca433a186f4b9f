// All documents that are large, deep or dear in one way each.

import { backtracking } from "./bombs/backtracking.js";
import type { Bomb } from "./bombs/bomb.js";
import { deep } from "./bombs/deep.js";
import { exploding } from "./bombs/exploding.js";
import { large } from "./bombs/large.js";
import { oddValues } from "./bombs/odd-values.js";

export const bombs: Readonly<Record<string, Bomb>> = { ...exploding, ...oddValues, ...deep, ...large, ...backtracking };

/** Bombs that take seconds: not for every run of the tests. HOSTILE_RUNS asks for them. */
export const slow = /of 10 MB$|^\d+,000|^a chain|^an operationId of 1,000/;

// The story of the demo: chapters, and steps that hold or do not.

import type { LoggedRequest } from "../index.js";

export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

/** Colours, where the stream is a terminal that has some and nobody has set NO_COLOR. */
export function paintFor(stream: { readonly isTTY?: boolean; hasColors?(): boolean }): Paint {
  const isPainted = stream.isTTY === true && (stream.hasColors?.() ?? false);
  const ink = (on: number, off: number) => (text: string) => (isPainted ? `\x1b[${on}m${text}\x1b[${off}m` : text);
  return { bold: ink(1, 22), dim: ink(2, 22), good: ink(32, 39), bad: ink(31, 39) };
}

/**
 * Does what a step is about. It throws if that does not hold; else `tells` says in a few words what came of it.
 */
export type Step = <T>(title: string, act: () => Promise<T>, tells: (value: T) => string) => Promise<T>;

/** The story cannot go on: each step stands on those before it. */
export class StoryError extends Error {}

/** Where what came of a step begins: titles are shorter. */
const column = 63;

export class Teller {
  readonly #print: (line?: string) => void;
  readonly #paint: Paint;
  readonly #startedAt = performance.now();
  #chapters = 0;
  /** Titles of the steps that held. */
  readonly held: string[] = [];
  /** Title of the one that did not. */
  failed: string | undefined;

  constructor(print: (line?: string) => void, paint: Paint) {
    this.#print = print;
    this.#paint = paint;
  }

  /** Begins a chapter, and returns the function for its steps. */
  chapter(title: string): Step {
    this.#chapters += 1;
    this.#print();
    this.#print(this.#paint.bold(`${this.#chapters}  ${title}`));
    return async (step, act, tells) => {
      try {
        const value = await act();
        this.held.push(step);
        this.#print(`   ${this.#paint.good("✓")} ${step.padEnd(column)}  ${this.#paint.dim(tells(value))}`);
        return value;
      } catch (error) {
        this.failed = step;
        this.#print(`   ${this.#paint.bad("✗")} ${step}`);
        for (const line of (error as Error).message.split("\n")) this.#print(`     ${this.#paint.bad(line)}`);
        throw new StoryError(step);
      }
    };
  }

  /** How it went, in a line or two. */
  summary(requests: readonly LoggedRequest[]): string {
    const seconds = ((performance.now() - this.#startedAt) / 1000).toFixed(1);
    const steps = `${this.held.length} steps held, in ${seconds} s and ${requests.length} requests.`;
    if (this.failed === undefined) return this.#paint.good(steps);
    return `${steps}\n${this.#paint.bad(`One did not, and ends the story: ${this.failed}.`)}`;
  }
}

// The sandbox's time, and what is to happen in it. It runs with the machine's, or stands until it is advanced. What is
// due is plain data (a timer's name and what it is about), so that it can be saved with the rest of the state.

import { longestTimerMs } from "../../transport/deadline.js";
import { type Duration, milliseconds } from "./duration.js";

/** A timer, due at a moment. */
export interface Due {
  readonly at: number;
  /** Order among those of one moment. */
  readonly order: number;
  readonly timer: string;
  readonly data: unknown;
  /** The record it is about: when that is gone, so is this. */
  readonly about?: string;
}

export interface ClockState {
  readonly now: number;
  readonly due: readonly Due[];
}

export interface ClockOptions {
  /** The first moment, in milliseconds since 1970. */
  readonly start: number;
  readonly running: boolean;
  /** Called for everything that becomes due, in order, with the clock at that moment. */
  readonly onDue: (due: Due) => void;
}

export class VirtualClock {
  readonly #onDue: ClockOptions["onDue"];
  readonly #queue = new Queue();
  /** Work that was begun when something was due and has not ended: an advancing clock waits for it. */
  readonly #underway = new Set<Promise<unknown>>();
  #running: boolean;
  /** The moment, while the clock stands. */
  #stands: number;
  /** How far the running clock is ahead of the machine's. */
  #ahead = 0;
  #advancing: Promise<void> = Promise.resolve();
  #stepping = false;
  #orders = 0;
  #wake: ReturnType<typeof setTimeout> | undefined;
  #wakesFor: Due | undefined;
  #closed = false;

  constructor({ start, running, onDue }: ClockOptions) {
    this.#onDue = onDue;
    this.#stands = start;
    this.#running = running;
    this.#ahead = start - Date.now();
  }

  now(): number {
    return this.#running && !this.#stepping ? Date.now() + this.#ahead : this.#stands;
  }

  get running(): boolean {
    return this.#running;
  }

  stop(): void {
    this.#stands = this.now();
    this.#running = false;
    this.#rest();
  }

  run(): void {
    this.#ahead = this.#stands - Date.now();
    this.#running = true;
    this.#rest();
  }

  schedule(at: number, timer: string, data: unknown, about?: string): void {
    this.#orders += 1;
    this.#queue.add({ at, order: this.#orders, timer, data, ...(about !== undefined && { about }) });
    this.#rest();
  }

  /** Forgets what is due about a record. */
  forget(about: string): void {
    this.#queue.forget(about);
  }

  /** Has an advancing clock wait for `work`. */
  track(work: Promise<unknown>): void {
    this.#underway.add(work);
    const done = () => void this.#underway.delete(work);
    work.then(done, done);
  }

  /** Does what is due by now. */
  catchUp(): void {
    for (let due = this.#queue.next(this.now()); due !== undefined; due = this.#queue.next(this.now()))
      this.#onDue(due);
    this.#rest();
  }

  /**
   * Moves the clock, doing on the way what is due, each at its moment and after what the one before it began.
   * Advances that overlap follow each other.
   */
  advance(duration: Duration): Promise<void> {
    const span = milliseconds(duration);
    const next = this.#advancing.then(() => this.#advanceBy(span));
    this.#advancing = next.catch(() => {});
    return next;
  }

  /** Waits until nothing is due and nothing is under way. */
  async settled(): Promise<void> {
    this.catchUp();
    while (this.#underway.size > 0) {
      await Promise.allSettled(this.#underway);
      this.catchUp();
    }
  }

  get state(): ClockState {
    return { now: this.now(), due: this.#queue.all() };
  }

  restore({ now, due }: ClockState): void {
    this.#stands = now;
    this.#ahead = now - Date.now();
    this.#queue.clear();
    for (const each of due) this.#queue.add(each);
    this.#orders = due.reduce((last, { order }) => Math.max(last, order), 0);
    this.#rest();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#wake);
  }

  async #advanceBy(span: number): Promise<void> {
    const target = this.now() + span;
    this.#stands = this.now();
    this.#stepping = true;
    try {
      for (let due = this.#queue.next(target); due !== undefined; due = this.#queue.next(target)) {
        this.#stands = Math.max(this.#stands, due.at);
        this.#onDue(due);
        if (this.#underway.size > 0) await this.settled();
      }
      this.#stands = target;
      await this.settled();
    } finally {
      this.#ahead = this.#stands - Date.now();
      this.#stepping = false;
      this.#rest();
    }
  }

  /** A running clock wakes for what is due next; no process stays alive for it. */
  #rest(): void {
    const next = this.#running && !this.#stepping && !this.#closed ? this.#queue.first() : undefined;
    // This runs after every call, and mostly nothing is new.
    if (next === this.#wakesFor) return;
    clearTimeout(this.#wake);
    this.#wakesFor = next;
    if (next === undefined) return;
    const wait = Math.min(Math.max(next.at - this.now(), 0), longestTimerMs);
    this.#wake = setTimeout(() => {
      this.#wakesFor = undefined;
      this.catchUp();
    }, wait);
    (this.#wake as { unref?: () => void }).unref?.();
  }
}

/** A binary heap, earliest first. */
class Queue {
  #heap: Due[] = [];
  readonly #about = new Map<string, Set<Due>>();
  readonly #forgotten = new Set<Due>();

  add(due: Due): void {
    if (due.about !== undefined) {
      const others = this.#about.get(due.about);
      if (others === undefined) this.#about.set(due.about, new Set([due]));
      else others.add(due);
    }
    const heap = this.#heap;
    let at = heap.push(due) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(due, heap[parent] as Due)) break;
      heap[at] = heap[parent] as Due;
      at = parent;
    }
    heap[at] = due;
  }

  forget(about: string): void {
    const dues = this.#about.get(about);
    if (dues === undefined) return;
    this.#about.delete(about);
    for (const due of dues) this.#forgotten.add(due);
    // Taken out one by one each would cost a search; together, now and then, they cost next to nothing.
    if (this.#forgotten.size > 1000 && this.#forgotten.size * 2 > this.#heap.length) {
      const kept = this.all();
      this.clear();
      for (const due of kept) this.add(due);
    }
  }

  first(): Due | undefined {
    while (this.#heap[0] !== undefined && this.#forgotten.delete(this.#heap[0])) this.#removeFirst();
    return this.#heap[0];
  }

  /** Takes the first that is due by `moment`. */
  next(moment: number): Due | undefined {
    const first = this.first();
    if (first === undefined || first.at > moment) return undefined;
    this.#removeFirst();
    const others = first.about === undefined ? undefined : this.#about.get(first.about);
    others?.delete(first);
    if (others?.size === 0) this.#about.delete(first.about as string);
    return first;
  }

  all(): readonly Due[] {
    return this.#heap.filter((due) => !this.#forgotten.has(due)).sort((a, b) => (before(a, b) ? -1 : 1));
  }

  clear(): void {
    this.#heap = [];
    this.#about.clear();
    this.#forgotten.clear();
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const least = right < heap.length && before(heap[right] as Due, heap[left] as Due) ? right : left;
      if (left >= heap.length || !before(heap[least] as Due, last)) break;
      heap[at] = heap[least] as Due;
      at = least;
    }
    heap[at] = last;
  }
}

function before(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

// A process in which bombs go off, and which is replaced when one of them was too much for it.

import { type ChildProcess, fork } from "node:child_process";
import { join, resolve } from "node:path";

export interface Damage {
  /** `inert`, the codes of the refusal, or what became of the process. */
  readonly outcome: string;
  readonly harm: readonly string[];
  readonly seconds: number;
}

const main = resolve(import.meta.dirname, "../..");

export class BombSquad {
  readonly #megabytes: number;
  readonly #seconds: number;
  #process: Promise<ChildProcess> | undefined;

  /** @param megabytes of heap, and the seconds after which one is taken to have no end. */
  constructor({ megabytes, seconds }: { readonly megabytes: number; readonly seconds: number }) {
    this.#megabytes = megabytes;
    this.#seconds = seconds;
  }

  async setOff(name: string): Promise<Damage> {
    this.#process ??= this.#start();
    const child = await this.#process;
    return new Promise((resolve) => {
      const end = (damage: Damage): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(damage);
      };
      const lost = (outcome: string): void => {
        this.stop();
        end({ outcome, harm: [outcome], seconds: this.#seconds });
      };
      const timer = setTimeout(() => lost(`no end in ${this.#seconds} s`), this.#seconds * 1_000);
      child.once("message", (damage) => end(damage as Damage));
      child.once("exit", (code) => lost(`the process ended with ${code}`));
      child.send(name);
    });
  }

  stop(): void {
    const child = this.#process;
    this.#process = undefined;
    child?.then((each) => each.kill("SIGKILL"));
  }

  #start(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, "bomb-process.ts"), {
      cwd: main,
      execArgv: [`--max-old-space-size=${this.#megabytes}`, "--import", import.meta.resolve("tsx")],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    return new Promise((resolve) => child.once("message", () => resolve(child)));
  }
}

/** What has been opened and how to close it again; closes in the reverse order, once. */
export class Cleanup {
  #steps: (() => Promise<void> | void)[] = [];

  add(step: () => Promise<void> | void): void {
    this.#steps.push(step);
  }

  /** Does every step, and rejects with the first fault when all are done. */
  async run(): Promise<void> {
    const steps = this.#steps.reverse();
    this.#steps = [];
    const faults: unknown[] = [];
    for (const step of steps)
      try {
        await step();
      } catch (fault) {
        faults.push(fault);
      }
    if (faults.length > 0) throw faults[0];
  }
}

import { reasonOf } from '../errors.js';
import type { Log } from './log.js';
import { sparingly } from './sparingly.js';

export interface Repetition {
  /** Runs the task now, or once more a second after the run that is under way. */
  soon(): void;
  /** Sees that it runs within so many milliseconds. */
  within(ms: number): void;
  /** No further run starts; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/** Between two runs that `soon` asked for: a task that fails and asks for itself must not spin. */
const shortPauseMs = 1_000;

/** Runs a task again and again, `pauseMs` after the end of the run before; a failure is tried again, and logged sparingly. */
export function repeat(name: string, pauseMs: number, task: () => Promise<void>, log: Log): Repetition {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let dueAt = 0;
  const failed = sparingly((fields) => log.error(fields, 'a regular task failed'));

  const start = () => {
    clearTimeout(timer);
    running = task()
      .catch((error: unknown) => failed({ task: name, reason: reasonOf(error) }))
      .finally(() => {
        running = undefined;
        if (stopped) return;
        wait(again ? shortPauseMs : pauseMs);
        again = false;
      });
  };
  const wait = (ms: number) => {
    clearTimeout(timer);
    dueAt = performance.now() + ms;
    timer = setTimeout(start, ms);
  };

  wait(pauseMs);
  return {
    soon() {
      if (running) again = true;
      else if (!stopped) start();
    },
    within(ms) {
      if (running) again = true;
      else if (!stopped && performance.now() + ms < dueAt) wait(ms);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

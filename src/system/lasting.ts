import type { Clock } from './clock.js';

/** Asks anew when the last question is so old; until then everybody has its answer, those who come meanwhile, too. */
export function lasting<Answer>(ask: () => Promise<Answer>, lastsMs: number, clock: Clock) {
  let asked: { readonly at: number; readonly answer: Promise<Answer> } | undefined;
  return (): Promise<Answer> => {
    const now = clock();
    if (!asked || now - asked.at >= lastsMs) asked = { at: now, answer: ask() };
    return asked.answer;
  };
}

import type { Fields } from './log.js';

const usualWindowMs = 60_000;

/** What may have to be said each second, as few lines: the first at once, and then one a minute with the number of the others. */
export function sparingly(say: (fields: Fields) => void, windowMs = usualWindowMs): (fields: Fields) => void {
  let window: NodeJS.Timeout | undefined;
  let others = 0;
  let latest: Fields = {};

  const open = () => setTimeout(close, windowMs).unref(); // it may not keep the process
  const close = () => {
    window = undefined;
    if (others === 0) return;
    say({ ...latest, times: others });
    others = 0;
    window = open();
  };
  return (fields) => {
    if (window) {
      others += 1;
      latest = fields;
      return;
    }
    say(fields);
    window = open();
  };
}

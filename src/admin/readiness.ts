import { reasonOf } from '../errors.js';
import type { Firewall } from '../firewall/firewall.js';

/** Says why nobody could be let in now: the store cannot be written, or the firewall is not there. Asks one at a time. */
export function readiness(
  firewall: Pick<Firewall, 'isInPlace'>,
  tryStore: () => Promise<void>,
): () => Promise<string | undefined> {
  let asking: Promise<string | undefined> | undefined;
  const ask = async () => {
    try {
      await tryStore();
    } catch (error) {
      return `the store cannot be written: ${reasonOf(error)}`;
    }
    return (await firewall.isInPlace()) ? undefined : "the firewall's table is not there";
  };
  return () => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}

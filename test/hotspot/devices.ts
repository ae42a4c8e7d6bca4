import type { Neighbours, Whereabouts } from '../../src/client/neighbours.js';
import { StaticNeighbours } from '../../src/client/static-neighbours.js';
import { address, clientNumber, guest, laptop, phone } from '../clients.js';

/** Devices have loopback addresses, so that a test can ask as any of them. */
export const phoneAddress = '127.0.0.1';
export const laptopAddress = '127.0.0.2';
export const strangerAddress = '127.0.0.3';
export const outsideAddress = '127.0.0.4';

/** One of many, known too. */
export const crowdAddress = (number: number) => `127.0.9.${number}`;

/** Phone and laptop are known; the stranger is in the zone, but the kernel knows no MAC for it. */
export const neighbours: Neighbours = new StaticNeighbours(
  [
    { ...phone, address: address(phoneAddress) },
    { ...laptop, address: address(laptopAddress) },
  ],
  {
    find: (asked): Whereabouts => {
      const [, number] = /^127\.0\.9\.(\d+)$/.exec(asked) ?? [];
      if (number !== undefined) return { kind: 'neighbour', ...clientNumber(Number(number)) };
      return asked === strangerAddress ? { kind: 'no-mac', zone: guest } : { kind: 'outside' };
    },
    all: () => [],
  },
);

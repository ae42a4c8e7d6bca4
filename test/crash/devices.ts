/** Some devices come and go by logging in and being revoked, the others by the allow list. */
export interface Device {
  readonly address: string;
  readonly mac: string;
  readonly way: 'login' | 'list';
}

const octet = (number: number) => number.toString(16).padStart(2, '0');

const deviceNumber = (number: number): Device => ({
  address: `127.0.${1 + Math.floor(number / 250)}.${1 + (number % 250)}`,
  mac: `02:00:00:00:${octet(1 + Math.floor(number / 250))}:${octet(number % 250)}`,
  way: number % 2 === 0 ? 'login' : 'list',
});

export const manyDevices = (count: number): readonly Device[] =>
  Array.from({ length: count }, (_, number) => deviceNumber(number));

export const devices = manyDevices(40);

/** One that logs in. */
export const visitor = deviceNumber(0);

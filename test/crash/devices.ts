/** Some devices come and go by logging in and being revoked, the others by the allow list. */
export interface Device {
  readonly address: string;
  readonly mac: string;
  readonly way: 'login' | 'list';
}

export const devices: readonly Device[] = Array.from({ length: 40 }, (_, number) => ({
  address: `127.0.1.${number + 1}`,
  mac: `02:00:00:00:01:${number.toString(16).padStart(2, '0')}`,
  way: number % 2 === 0 ? 'login' : 'list',
}));

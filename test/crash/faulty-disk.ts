// Preloaded into a daemon: now and then a call that writes fails, as on a disk that is worn or full.
import { promises } from 'node:fs';

const oneIn = 12;
const faults = ['EIO', 'ENOSPC'];

const isBad = () => Math.random() * oneIn < 1;
const fault = () => {
  const code = faults[Math.floor(Math.random() * faults.length)];
  return Object.assign(new Error(`${code}: injected`), { code });
};

const { open, rename } = promises;
promises.open = async (...args) => {
  const file = await open(...args);
  for (const call of ['writeFile', 'sync'] as const) {
    const sound = file[call].bind(file) as (...args: unknown[]) => Promise<void>;
    file[call] = async (...args: unknown[]) => {
      if (isBad()) throw fault();
      await sound(...args);
    };
  }
  return file;
};
promises.rename = async (...args) => {
  if (isBad()) throw fault();
  await rename(...args);
};

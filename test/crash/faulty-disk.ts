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
  const write = file.writev.bind(file);
  const sync = file.sync.bind(file);
  file.writev = async (...pieces) => {
    if (isBad()) throw fault();
    return write(...pieces);
  };
  file.sync = async () => {
    if (isBad()) throw fault();
    await sync();
  };
  return file;
};
promises.rename = async (...args) => {
  if (isBad()) throw fault();
  await rename(...args);
};

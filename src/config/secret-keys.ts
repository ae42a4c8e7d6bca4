import { stringify } from 'yaml';

/** Whether what stands under a key of the file is nobody's business who may see the rest. */
export const isSecret = (key: string) => /(^|-)(secret|password)$/.test(key);

/** The file as YAML, without secrets, and without comments, in which there may be some. */
export const withoutSecrets = (file: unknown): string =>
  stringify(file, (key, part) => (isSecret(String(key)) ? '…' : part));

import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { exit, OperatorError, reasonOf } from '../errors.js';
import type { Log } from '../system/log.js';

interface CertificatePair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

const pollMs = 2_000;

/**
 * A certificate and its key in files that somebody renews. Connections that are open keep what they began with; a pair
 * that does not fit together, as between the two writes of a renewal, is passed over.
 */
export class TlsFiles {
  readonly #certificate: string;
  readonly #key: string;
  readonly #log: Log;
  #current: CertificatePair;
  #listener: (pair: CertificatePair) => void = () => undefined;

  /** Throws an OperatorError when the pair cannot be used. */
  constructor({ certificate, key }: { certificate: string; key: string }, log: Log) {
    this.#certificate = certificate;
    this.#key = key;
    this.#log = log;
    this.#current = readPair(certificate, key);
    // Polling, since a renewal exchanges symbolic links, which inotify does not follow.
    for (const file of [certificate, key])
      watchFile(file, { interval: pollMs, persistent: false }, this.#reload);
  }

  get current(): CertificatePair {
    return this.#current;
  }

  onChange(listener: (pair: CertificatePair) => void): void {
    this.#listener = listener;
  }

  close(): void {
    for (const file of [this.#certificate, this.#key]) unwatchFile(file, this.#reload);
  }

  readonly #reload = () => {
    try {
      this.#current = readPair(this.#certificate, this.#key);
      this.#listener(this.#current);
      this.#log.info({ certificate: this.#certificate }, 'the certificate was renewed');
    } catch (error) {
      this.#log.warn(
        { reason: reasonOf(error) },
        'the new certificate and key cannot be used: the old ones stay',
      );
    }
  };
}

/** Throws an OperatorError when the pair cannot be read or does not fit together. */
export function readPair(certificate: string, key: string): CertificatePair {
  try {
    const pair = { cert: readFileSync(certificate), key: readFileSync(key) };
    createSecureContext(pair);
    return pair;
  } catch (cause) {
    throw new OperatorError(
      `the certificate ${certificate} cannot be used: ${reasonOf(cause)}`,
      exit.configuration,
      { cause },
    );
  }
}

export const roles = ['viewer', 'desk', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A person who runs the network. Times are epoch milliseconds. */
export interface Operator {
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string;
  /** Of the second factor, in base32; absent: none. */
  readonly totpSecret?: string;
  /** The last step of time of which a code was taken: none is taken twice. */
  readonly totpStep?: number;
  readonly createdAt: number;
  readonly createdBy: string;
}

/** What a program has instead of a password; it is kept as a hash only. */
export interface Token {
  readonly hash: string;
  /** Of the program; no two have the same. */
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly createdBy: string;
  readonly endsAt?: number;
  /** To some minutes. */
  readonly usedAt?: number;
}

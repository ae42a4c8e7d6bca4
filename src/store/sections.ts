import type { z } from 'zod';
import { type ClientKey, keyOf } from '../client/client.js';
import type { Account, AccountKey } from './account.js';
import type { Authorisation } from './authorisation.js';
import { type ListEntry, type ListKey, listKeyOf } from './list-entry.js';
import type { Operator, Token } from './operator.js';
import {
  account,
  authorisation,
  listEntry,
  operator,
  token,
  user,
  voucher,
  voucherBatch,
} from './record-schemas.js';
import type { User } from './user.js';
import type { Voucher, VoucherBatch } from './voucher.js';

/** A kind of record: how one is checked when it is read from the file, and what it is found by. */
interface Section<Key extends string, Item extends object> {
  readonly record: z.ZodType<Item>;
  readonly keyOf: (item: Item) => Key;
}

const section = <Key extends string, Item extends object>(
  record: z.ZodType<Item>,
  keyOf: (item: Item) => Key,
): Section<Key, Item> => ({ record, keyOf });

/** Kinds of records that a `Table` is enough for: a new one is an entry here. */
export const tables = {
  voucherBatches: section<string, VoucherBatch>(voucherBatch, ({ id }) => id),
  vouchers: section<string, Voucher>(voucher, ({ id }) => id),
  users: section<string, User>(user, ({ name }) => name),
  operators: section<string, Operator>(operator, ({ name }) => name),
  tokens: section<string, Token>(token, ({ hash }) => hash),
};

/** Everything that the store keeps, in the order of its file. */
export const sections = {
  authorisations: section<ClientKey, Authorisation>(authorisation, keyOf),
  accounts: section<AccountKey, Account>(account, ({ key }) => key),
  listEntries: section<ListKey, ListEntry>(listEntry, listKeyOf),
  ...tables,
};

export type TableName = keyof typeof tables;
export type SectionName = keyof typeof sections;
export type KeyIn<Name extends SectionName> = ReturnType<(typeof sections)[Name]['keyOf']>;
export type RecordIn<Name extends SectionName> = z.infer<(typeof sections)[Name]['record']>;

export const sectionNames = Object.keys(sections) as SectionName[];

/** Something for each section. */
export const perSection = <T>(make: (name: SectionName) => T) =>
  Object.fromEntries(sectionNames.map((name) => [name, make(name)])) as Record<SectionName, T>;

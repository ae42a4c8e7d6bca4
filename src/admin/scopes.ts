import type { Role } from '../store/operator.js';

/** What a token or a role may be good for, and what the document of the API says of it. */
export const scopeTexts = {
  'status:read': 'the state of the daemon, plans and zones',
  'clients:read': 'devices and their sessions',
  'sessions:write': 'let a device in, give it more time, end its session',
  'lists:read': 'the allow and the deny list',
  'allow:write': 'the allow list',
  'deny:write': 'the deny list, and imports',
  'vouchers:read': 'vouchers',
  'vouchers:write': 'create and revoke vouchers',
  'accounts:read': 'accounts of users',
  'accounts:write': 'create, change and delete accounts of users',
  'audit:read': 'who did what, and who had which address',
  'events:read': 'events as they happen',
  'configuration:read': 'the running configuration, the rules of the firewall',
  'operators:write': 'operators, their sessions, links and tokens',
  'backup:write': 'back up and restore',
} as const;

export type Scope = keyof typeof scopeTexts;
export const scopes = Object.keys(scopeTexts) as [Scope, ...Scope[]];

const viewer: readonly Scope[] = ['status:read', 'clients:read', 'lists:read', 'vouchers:read'];
const desk: readonly Scope[] = [...viewer, 'sessions:write', 'allow:write', 'vouchers:write'];

const scopesByRole: Readonly<Record<Role, ReadonlySet<Scope>>> = {
  viewer: new Set(viewer),
  desk: new Set(desk),
  admin: new Set(scopes),
};

export const scopesOf = (role: Role): ReadonlySet<Scope> => scopesByRole[role];

export const isScope = (text: string): text is Scope => Object.hasOwn(scopeTexts, text);

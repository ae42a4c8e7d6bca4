import { authorise } from './authorise.js';
import { check } from './check.js';
import { clients } from './clients.js';
import type { Command } from './command.js';
import { dhcp } from './dhcp.js';
import { forget } from './forget.js';
import { list } from './list.js';
import { allow, deny } from './list-entry.js';
import { revoke } from './revoke.js';
import { ruleset } from './ruleset.js';
import { serve } from './serve.js';
import { status } from './status.js';

export const commands: readonly Command[] = [
  serve,
  check,
  status,
  clients,
  allow,
  deny,
  forget,
  authorise,
  revoke,
  list,
  ruleset,
  dhcp,
];

import { authorise } from './authorise.js';
import { backup, restore } from './backup.js';
import { check } from './check.js';
import { clients } from './clients.js';
import type { Command } from './command.js';
import { dhcp } from './dhcp.js';
import { forget } from './forget.js';
import { history } from './history.js';
import { list } from './list.js';
import { allow, deny } from './list-entry.js';
import { operatorCommands } from './operator.js';
import { replay } from './replay.js';
import { revoke } from './revoke.js';
import { ruleset } from './ruleset.js';
import { serve } from './serve.js';
import { status } from './status.js';
import { tokenCommands } from './token.js';
import { usersAdd } from './users-add.js';
import { usersApprove } from './users-approve.js';
import { usersList } from './users-list.js';
import { usersPassword } from './users-password.js';
import { usersRemove } from './users-remove.js';
import { usersSet } from './users-set.js';
import { vouchersCreate } from './vouchers-create.js';
import { vouchersExport } from './vouchers-export.js';
import { vouchersList } from './vouchers-list.js';
import { vouchersRevoke } from './vouchers-revoke.js';

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
  history,
  replay,
  backup,
  restore,
  ruleset,
  dhcp,
  vouchersCreate,
  vouchersList,
  vouchersExport,
  vouchersRevoke,
  usersAdd,
  usersList,
  usersSet,
  usersApprove,
  usersPassword,
  usersRemove,
  ...operatorCommands,
  ...tokenCommands,
];

import { activityOperations } from './api/activity.js';
import { auditOperations } from './api/audit.js';
import { authorisationOperations } from './api/authorisations.js';
import { backupOperations } from './api/backup.js';
import { clientOperations } from './api/clients.js';
import { eventOperations } from './api/events.js';
import { listEntryOperations } from './api/list-entries.js';
import { listImportOperations } from './api/list-import.js';
import { operatorOperations } from './api/operators.js';
import { planOperations } from './api/plans.js';
import { statusOperations } from './api/status.js';
import { tokenOperations } from './api/tokens.js';
import { userOperations } from './api/users.js';
import { voucherOperations } from './api/vouchers.js';
import { webhookOperations } from './api/webhooks.js';
import { zoneOperations } from './api/zones.js';
import type { AdminOptions } from './options.js';

/** Everything that the API can do: a new resource is a line here. The order is that of the document. */
export const operationsFor = (options: AdminOptions) => ({
  ...statusOperations(options),
  ...activityOperations(options),
  ...clientOperations(options),
  ...authorisationOperations(options),
  ...listEntryOperations(options),
  ...listImportOperations(options),
  ...voucherOperations(options),
  ...userOperations(options),
  ...planOperations(options),
  ...zoneOperations(options),
  ...auditOperations(options),
  ...eventOperations(options),
  ...webhookOperations(options),
  ...operatorOperations(options),
  ...tokenOperations(options),
  ...backupOperations(options),
});

export type AllOperations = ReturnType<typeof operationsFor>;

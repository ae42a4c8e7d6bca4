import { join } from 'node:path';

/** What the state directory holds. */
export const storeFileIn = (state: string) => join(state, 'store.json');
export const adminSocketIn = (state: string) => join(state, 'admin.sock');
export const formSecretIn = (state: string) => join(state, 'secret');
export const eventsFileIn = (state: string) => join(state, 'events.jsonl');
export const webhooksFileIn = (state: string) => join(state, 'webhooks.json');
export const auditDirectoryIn = (state: string) => join(state, 'audit');
/** What a backup holds beside the store; of some methods' files there may be none. */
export const keptFilesIn = (state: string) => [formSecretIn(state), join(state, 'voucher-secret')];
/** What the gateway's dnsmasq must be told of the walled garden. */
export const dnsmasqSnippetIn = (state: string) => join(state, 'dnsmasq.conf');

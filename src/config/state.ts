import { join } from 'node:path';

/** What the state directory holds. */
export const storeFileIn = (state: string) => join(state, 'store.json');
export const adminSocketIn = (state: string) => join(state, 'admin.sock');
export const formSecretIn = (state: string) => join(state, 'secret');
/** What the gateway's dnsmasq must be told of the walled garden. */
export const dnsmasqSnippetIn = (state: string) => join(state, 'dnsmasq.conf');

import type { Client } from '../../src/client/client.js';
import { PortalError } from '../../src/errors.js';
import type { Access } from '../../src/firewall/firewall.js';
import { MemoryFirewall } from '../../src/firewall/memory-firewall.js';

/** A firewall that a test can watch, hold up or break. */
export class WatchedFirewall extends MemoryFirewall {
  isBroken = false;
  onSetAccess: (access: Access) => Promise<void> = async () => undefined;

  override async setAccess(client: Client, access: Access): Promise<void> {
    await this.onSetAccess(access);
    if (this.isBroken) throw new PortalError('firewall-unavailable', { detail: 'nft was killed' });
    await super.setAccess(client, access);
  }
}

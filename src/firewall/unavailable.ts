import { PortalError } from '../errors.js';

/** Says that the firewall could not be reached or refused; whoever asked may try again soon. */
export const firewallUnavailable = (detail: string, cause?: unknown) =>
  new PortalError('firewall-unavailable', { detail, cause, retryAfterSeconds: 5 });

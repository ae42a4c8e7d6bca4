import { z } from 'zod';
import { parseIpAddress } from '../../client/ip-address.js';
import { duration, parsed, section, text, whole } from '../../config/fields.js';
import type { SettingsFields } from '../../config/method-section.js';
import { type Endpoint, endpointForm, formatEndpoint, parseEndpoint } from '../../config/units.js';
import { type PasswordForm, passwordForms } from './access-request.js';
import type { Server } from './servers.js';
import type { Secret } from './signature.js';

export interface RadiusSettings {
  readonly servers: readonly Server[];
  readonly nasIdentifier: string;
  readonly passwordForm: PasswordForm;
  readonly accounting: boolean;
  readonly interimSeconds: number | undefined;
  readonly dynamicAuthorisation:
    | { readonly listen: Endpoint; readonly clients: ReadonlyMap<string, Secret> }
    | undefined;
  readonly macAuthentication: boolean;
}

const length = { most: 128 };
const address = parsed(parseIpAddress, 'an IP address');
const flag = z.boolean('true or false');
const port = whole(1, 65_535);

/** The section `radius` of the configuration. */
export function radiusSettings({ sectionWithSecret }: SettingsFields): z.ZodType<RadiusSettings> {
  const server = sectionWithSecret('secret', length, {
    address,
    port: port.default(1812),
    'accounting-port': port.default(1813),
    timeout: duration.default(1),
    retries: whole(0, 10).default(2),
  });
  const asker = sectionWithSecret('secret', length, { address });
  return section({
    servers: z.array(server, 'a list of servers').min(1, 'at least one server'),
    'nas-identifier': text(64).default('gate511'),
    protocol: z.enum(passwordForms, passwordForms.join(' or ')).default('pap'),
    accounting: flag.default(true),
    interim: duration.exactOptional(),
    'dynamic-authorisation': section({
      listen: parsed(parseEndpoint, endpointForm),
      clients: z.array(asker, 'a list of clients').min(1, 'at least one client'),
    }).exactOptional(),
    'mac-authentication': flag.default(false),
  }).transform(
    (found): RadiusSettings => ({
      servers: found.servers.map(serverOf),
      nasIdentifier: found['nas-identifier'],
      passwordForm: found.protocol,
      accounting: found.accounting,
      interimSeconds: found.interim,
      dynamicAuthorisation: found['dynamic-authorisation'] && {
        listen: found['dynamic-authorisation'].listen,
        clients: new Map(
          found['dynamic-authorisation'].clients.map((each) => [each.address as string, each.secret]),
        ),
      },
      macAuthentication: found['mac-authentication'],
    }),
  );
}

function serverOf(each: {
  readonly address: string;
  readonly port: number;
  readonly 'accounting-port': number;
  readonly secret: Secret;
  readonly timeout: number;
  readonly retries: number;
}): Server {
  return {
    name: formatEndpoint({ host: each.address, port: each.port }),
    address: each.address,
    port: each.port,
    accountingPort: each['accounting-port'],
    secret: each.secret,
    timeoutMs: each.timeout * 1000,
    retries: each.retries,
  };
}

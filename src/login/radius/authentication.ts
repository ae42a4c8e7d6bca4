import type { Client } from '../../client/client.js';
import { PortalError, reasonOf } from '../../errors.js';
import type { Plan } from '../../plan/plan.js';
import { isInForce, type Usage } from '../../store/authorisation.js';
import { present } from '../../system/present.js';
import type { MethodEffects } from '../method.js';
import { acceptanceOf } from './acceptance.js';
import { accessRequest, type PasswordForm } from './access-request.js';
import { type Attribute, Attributes } from './attributes.js';
import { clientAttributes } from './nas.js';
import { codes, longestValue } from './packet.js';
import { longestPasswordBytes } from './password.js';
import type { Answer, Servers } from './servers.js';
import { type SessionNotes, sessionIn } from './session-notes.js';

/** What a server said. */
type Outcome =
  | {
      readonly kind: 'accept';
      readonly plan: Plan;
      /** How long the session lasts, where that is not the plan's duration. */
      readonly lastsSeconds: number | undefined;
      /** As the server calls him, where it does. */
      readonly user: string | undefined;
      readonly notes: SessionNotes;
      /** Whether it wants to be asked again when Session-Timeout is over. */
      readonly asksAgain: boolean;
    }
  | { readonly kind: 'reject'; readonly message: string | undefined }
  /** It asks something back, which nobody here can answer. */
  | { readonly kind: 'challenge'; readonly message: string | undefined };

interface Credentials {
  readonly userName: string;
  readonly password: string;
  readonly form: PasswordForm;
  readonly serviceType: 'Login-User' | 'Call-Check';
}

/** Whether attributes can hold them. */
export const areSendable = (userName: string, password: string) =>
  Buffer.byteLength(userName) <= longestValue && Buffer.byteLength(password) <= longestPasswordBytes;

const accepted = [codes.accessAccept, codes.accessReject, codes.accessChallenge];

/** Asks the servers about a client; rejects as `Servers.ask` does. */
export class Authentication {
  readonly #servers: Servers;
  readonly #nasIdentifier: string;
  readonly #effects: MethodEffects;

  constructor(servers: Servers, nasIdentifier: string, effects: MethodEffects) {
    this.#servers = servers;
    this.#nasIdentifier = nasIdentifier;
    this.#effects = effects;
  }

  async ask(client: Client, credentials: Credentials): Promise<Outcome> {
    const { addressesOf, random } = this.#effects;
    const before = this.#before(client, credentials.userName);
    const session = before.notes?.session ?? random(8).toString('hex');
    const nasIdentifier = this.#nasIdentifier;
    const more: Attribute[] = [
      ['Service-Type', credentials.serviceType],
      ['Acct-Session-Id', session],
      ...clientAttributes(nasIdentifier, client, addressesOf(client)),
    ];
    const answer = await this.#servers.ask(
      'authentication',
      ({ secret }) => accessRequest({ ...credentials, nasIdentifier, more }, secret, random),
      accepted,
    );
    return this.#outcomeOf(client, { ...before, session }, credentials, answer);
  }

  #outcomeOf(
    client: Client,
    { session, notes: former, used }: Before & { readonly session: string },
    { userName }: Credentials,
    { packet, server }: Answer,
  ): Outcome {
    const attributes = attributesOf(packet, server.name);
    const message = shown(attributes.texts('Reply-Message'));
    if (packet.code === codes.accessReject) return { kind: 'reject', message };
    if (packet.code === codes.accessChallenge) return { kind: 'challenge', message };
    const zonePlan = this.#effects.gate.plans.get(client.zone);
    if (!zonePlan) throw new Error(`there is no zone ${client.zone}`);
    const { plan, lastsSeconds, inputBytes, outputBytes } = acceptanceOf(attributes, zonePlan);
    const user = attributes.text('User-Name')?.replace(/\p{Cc}/gu, '');
    const interimSeconds = attributes.number('Acct-Interim-Interval');
    const notes: SessionNotes = {
      session,
      userName: user ?? userName,
      server: server.name,
      classes: attributes.octets('Class').map((each) => each.toString('hex')),
      ...(interimSeconds ? { interimSeconds: Math.max(interimSeconds, shortestInterimSeconds) } : {}),
      ...(inputBytes === undefined ? {} : { inputBytes: inputBytes + (used?.inputBytes ?? 0) }),
      ...(outputBytes === undefined ? {} : { outputBytes: outputBytes + (used?.outputBytes ?? 0) }),
      ...this.#beginningOf(former, used),
    };
    const asksAgain = attributes.text('Termination-Action') === 'RADIUS-Request';
    return { kind: 'accept', plan, lastsSeconds, user, notes, asksAgain };
  }

  /** Who logs in again while he is online goes on with his session; another user has one of his own. */
  #before(client: Client, userName: string): Before {
    const { gate } = this.#effects;
    const current = gate.store.authorisation(client);
    if (!current || !isInForce(current, gate.clock())) return {};
    const used = gate.usage.usedBy(client) ?? current.used;
    const notes = current.method === 'radius' ? sessionIn(current.notes) : undefined;
    return notes?.userName === userName ? { used, notes } : { used };
  }

  #beginningOf(former: SessionNotes | undefined, used: Usage | undefined): Partial<SessionNotes> {
    if (!former) return used ? { startedAt: this.#effects.clock(), before: used } : {};
    const { startedAt, before } = former;
    return present({ startedAt, before });
  }
}

/** What a client that is online has used, and its session, where that goes on. */
interface Before {
  readonly used?: Usage;
  readonly notes?: SessionNotes;
}

/** RFC 2869 §5.16. */
const shortestInterimSeconds = 60;
const longestMessage = 500;

function attributesOf(packet: Answer['packet'], server: string): Attributes {
  try {
    return new Attributes(packet);
  } catch (error) {
    const detail = `${server} sent an attribute that cannot be: ${reasonOf(error)}`;
    throw new PortalError('backend-invalid', { detail });
  }
}

/** What the server says to the visitor, as one line of plain text. */
function shown(messages: readonly string[]): string | undefined {
  const text = messages.join(' ').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
  return text.trim().slice(0, longestMessage) || undefined;
}

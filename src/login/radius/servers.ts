import { PortalError } from '../../errors.js';
import { type Tell, untold } from '../../happenings/happenings.js';
import type { Clock } from '../../system/clock.js';
import type { Fields, Log } from '../../system/log.js';
import { sparingly } from '../../system/sparingly.js';
import { stopwatch } from '../../system/stopwatch.js';
import { type Endpoint, exchange, type Patience, type Question } from './exchange.js';
import type { Packet } from './packet.js';
import type { Secret } from './signature.js';

/** A RADIUS server. */
export interface Server extends Patience {
  /** Names it to people and in records. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly accountingPort: number;
  readonly secret: Secret;
}

type Service = 'authentication' | 'accounting';

export interface Answer {
  readonly packet: Packet;
  readonly server: Server;
}

interface Wishes {
  /** The name of the server to ask first. */
  readonly preferred?: string | undefined;
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
}

/** How long a server that was silent is asked after the others. */
const restMs = 60_000;
const mostAtOnce = 500;

/** The servers of the configuration, the first of which is asked first. */
export class Servers {
  readonly #servers: readonly Server[];
  readonly #clock: Clock;
  readonly #tell: Tell;
  readonly #say: Readonly<Record<'invalid' | 'silent', (fields: Fields) => void>>;
  readonly #silentUntil = new Map<string, number>();
  #underWay = 0;

  constructor(servers: readonly Server[], clock: Clock, log: Log, tell: Tell = untold) {
    this.#servers = servers;
    this.#clock = clock;
    this.#tell = tell;
    this.#say = {
      invalid: sparingly((fields) => log.warn(fields, 'RADIUS answer invalid')),
      silent: sparingly((fields) => log.warn(fields, 'RADIUS answer silent')),
    };
  }

  /**
   * Asks one server after the other until one gives a valid answer with one of these codes. Rejects with
   * `backend-invalid`, `backend-silent` or `backend-unavailable`.
   */
  async ask(
    service: Service,
    questionFor: (server: Server) => Question,
    codes: readonly number[],
    { preferred, signal }: Wishes = {},
  ): Promise<Answer> {
    if (this.#underWay >= mostAtOnce)
      throw new PortalError('backend-unavailable', { detail: `${mostAtOnce} questions are under way` });
    this.#underWay += 1;
    try {
      return await this.#askEach(service, questionFor, codes, { preferred, signal });
    } finally {
      this.#underWay -= 1;
    }
  }

  async #askEach(
    service: Service,
    questionFor: (server: Server) => Question,
    codes: readonly number[],
    { preferred, signal }: Wishes,
  ): Promise<Answer> {
    const faults: string[] = [];
    let wasInvalid = false;
    for (const server of this.#inOrder(service, preferred)) {
      const seconds = stopwatch();
      const reply = await exchange(endpointOf(server, service), questionFor(server), codes, server, signal);
      const asked = { server: server.name, service, result: reply.kind, seconds: seconds() };
      if (!signal?.aborted) this.#tell('radius-asked', asked);
      if (reply.kind === 'answer') {
        this.#silentUntil.delete(keyOf(server, service));
        return { packet: reply.packet, server };
      }
      if (signal?.aborted) throw new PortalError('shutting-down', { detail: 'nobody waits for the answer' });
      this.#silentUntil.set(keyOf(server, service), this.#clock() + restMs);
      this.#say[reply.kind]({ server: server.name, service, reason: reply.reason });
      wasInvalid ||= reply.kind === 'invalid';
      faults.push(`${server.name}: ${reply.reason}`);
    }
    throw new PortalError(wasInvalid ? 'backend-invalid' : 'backend-silent', {
      detail: `RADIUS ${service}: ${faults.join('; ')}`,
    });
  }

  /** The preferred one first, those that were silent lately last. */
  #inOrder(service: Service, preferred: string | undefined): Server[] {
    const now = this.#clock();
    const rank = (server: Server) => {
      if ((this.#silentUntil.get(keyOf(server, service)) ?? 0) > now) return 2;
      return server.name === preferred ? 0 : 1;
    };
    return [...this.#servers].sort((a, b) => rank(a) - rank(b));
  }
}

const keyOf = ({ name }: Server, service: Service) => `${service} ${name}`;

function endpointOf({ address, port, accountingPort, secret }: Server, service: Service): Endpoint {
  return { address, port: service === 'accounting' ? accountingPort : port, secret };
}

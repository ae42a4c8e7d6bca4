import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Gate } from '../../access/gate.js';
import { parseIpAddress } from '../../client/ip-address.js';
import { reasonOf, unavailable } from '../../errors.js';
import { printable } from '../../system/log.js';
import { sparingly } from '../../system/sparingly.js';
import { type Attribute, encodeAttributes } from './attributes.js';
import { dynamicRequestIn, type ErrorCause } from './dynamic-request.js';
import { carryOut } from './dynamic-sessions.js';
import type { AddressesOf } from './nas.js';
import { codes, type Packet, parsePacket } from './packet.js';
import { Replays } from './replays.js';
import { isRequestSigned, type Secret, signedAnswer } from './signature.js';

interface DynamicOptions {
  readonly gate: Gate;
  readonly listen: { readonly host: string; readonly port: number };
  /** Who may ask, by address. */
  readonly clients: ReadonlyMap<string, Secret>;
  readonly nasIdentifier: string;
  readonly addressesOf: AddressesOf;
}

/** Hears what the RADIUS server wants of sessions that last (RFC 5176): their end, or other limits. */
export class DynamicListener {
  readonly #options: DynamicOptions;
  readonly #replays: Replays;
  #socket: Socket | undefined;

  constructor(options: DynamicOptions) {
    this.#options = options;
    this.#replays = new Replays(options.gate.wallClock);
  }

  async start(): Promise<void> {
    const { listen, gate } = this.#options;
    const socket = createSocket(isIPv6(listen.host) ? 'udp6' : 'udp4');
    const passedOver = sparingly((fields) =>
      gate.log.warn(fields, 'a dynamic authorisation was passed over'),
    );
    try {
      socket.bind(listen.port, listen.host);
      await once(socket, 'listening');
    } catch (cause) {
      const at = `radius.dynamic-authorisation.listen ${listen.host} port ${listen.port}`;
      throw unavailable(`${at} cannot be used`, cause);
    }
    socket.on('error', (error) => passedOver({ reason: reasonOf(error) }));
    socket.on('message', (datagram, from) => {
      this.#hear(datagram, from).then(
        (fault) => fault && passedOver({ from: from.address, reason: fault }),
        (error: unknown) => passedOver({ from: from.address, reason: reasonOf(error) }),
      );
    });
    this.#socket = socket;
  }

  async stop(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  }

  /** Why nothing was answered; undefined when something was. */
  async #hear(datagram: Buffer, from: RemoteInfo): Promise<string | undefined> {
    const secret = this.#options.clients.get(parseIpAddress(from.address) ?? '');
    if (secret === undefined) return 'not from a client of the configuration';
    const request = parsePacket(datagram);
    if (!request || !isDynamic(request)) return 'it has not the form of a Disconnect- or CoA-Request';
    if (!isRequestSigned(request, secret))
      return 'its signature is wrong, or its Message-Authenticator missing';
    if (!this.#replays.isCurrent(request)) return 'its Event-Timestamp is of another time';
    const answer = await this.#replays.once(request, from.address, () => this.#answer(request, secret));
    this.#socket?.send(answer, from.port, from.address);
    return undefined;
  }

  async #answer(request: Packet, secret: Secret): Promise<Buffer> {
    const { gate, nasIdentifier, addressesOf } = this.#options;
    const asked = dynamicRequestIn(request, nasIdentifier, isOwnAddress);
    let errorCause: ErrorCause | undefined;
    try {
      errorCause = await carryOut(asked, gate, addressesOf);
    } catch (error) {
      errorCause = 'Resources-Unavailable';
      gate.log.error({ reason: reasonOf(error) }, 'a dynamic authorisation could not be carried out');
    }
    const said = 'selection' in asked ? Object.values(asked.selection).map((each) => printable(each)) : [];
    gate.log.info({ kind: asked.kind, said, errorCause }, 'dynamic authorisation');
    const isDisconnect = request.code === codes.disconnectRequest;
    const [ack, nak] = isDisconnect
      ? [codes.disconnectAck, codes.disconnectNak]
      : [codes.coaAck, codes.coaNak];
    const attributes: Attribute[] = request.attributes
      .filter(({ type }) => type === proxyState)
      .map(({ value }) => ['Proxy-State', value]);
    if (errorCause !== undefined) attributes.push(['Error-Cause', errorCause]);
    return signedAnswer(errorCause === undefined ? ack : nak, request, encodeAttributes(attributes), secret);
  }
}

const proxyState = 33;

const isDynamic = ({ code }: Packet) => code === codes.disconnectRequest || code === codes.coaRequest;

const isOwnAddress = (address: string) =>
  Object.values(networkInterfaces()).some((each) => each?.some((own) => own.address === address));

import { fileURLToPath } from 'node:url';
import { internet, zones } from '../e2e/addresses.js';
import type { Hotspot } from '../e2e/hotspot.js';
import type { Phone } from '../e2e/phone.js';
import type { Attempt } from './attempts.js';
import { frame, type Way } from './packets.js';

const wire = fileURLToPath(new URL('wire.js', import.meta.url));

export const families = { IPv4: 'address4', IPv6: 'address6' } as const;
export type Family = keyof typeof families;

/** The way from a phone to the internet, or from a pretended address. */
export function wayOut(family: Family, from: Phone | string): Way {
  const key = families[family];
  return { from: typeof from === 'string' ? from : from[key], to: internet[key] };
}

/** Puts frames onto the phone's link, addressed to the gateway; `tags` are VLAN tags. */
export async function sendPackets(hotspot: Hotspot, phone: Phone, packets: readonly Buffer[], tags = '') {
  const { stdout } = await hotspot.gateway.run('cat', [`/sys/class/net/${zones[phone.zone].bridge}/address`]);
  await sendFrames(
    phone,
    packets.map((packet) => frame({ from: phone.mac, to: stdout.trim() }, packet, tags)),
  );
}

/** Puts frames onto the phone's link as they are. */
export async function sendFrames(phone: Phone, frames: readonly Buffer[]) {
  const { code, stderr } = await phone.run(
    process.execPath,
    wire,
    'send',
    'eth0',
    ...frames.map((each) => each.toString('hex')),
  );
  if (code !== 0) throw new Error(`nothing was sent: ${stderr}`);
}

/** Each attempt with a mark of its own: what to send, and what to look for. */
export function marked(attempts: Readonly<Record<string, Attempt>>, who: string) {
  return Object.entries(attempts).map(([name, attempt]) => {
    const mark = `<${who}: ${name}>`;
    return { name, mark, packets: (way: Way) => attempt(way, mark) };
  });
}

/** Records what comes out of the gateway while `attack` runs; gives the marks that were seen. */
export async function seenOutside(
  hotspot: Hotspot,
  marks: readonly string[],
  attack: () => Promise<void>,
): Promise<string[]> {
  const listener = hotspot.internet.start(process.execPath, [wire, 'listen', 'eth0']);
  await listener.line(/^listening$/);
  await attack();
  // Sent from the gateway itself after all that was attempted: when it is there, so is what came before.
  await hotspot.gateway.run('ping', ['-c', '3', '-i', '0.2', '-p', endPattern, internet.address4]);
  await listener.line(new RegExp(endPattern));
  const { stdout } = await listener.kill('SIGKILL');
  return marks.filter((mark) => stdout.includes(Buffer.from(mark).toString('hex')));
}

/** Marked attempts as they are sent that way. */
export const along = (way: Way, tries: ReturnType<typeof marked>) =>
  tries.map(({ mark, packets }) => ({ mark, packets: packets(way) }));

/** Sends all that one phone tries; gives the marks that came out of the gateway. */
export function seenOfTries(
  hotspot: Hotspot,
  phone: Phone,
  tries: readonly { readonly mark: string; readonly packets: readonly Buffer[] }[],
): Promise<string[]> {
  const marks = tries.map(({ mark }) => mark);
  const packets = tries.flatMap((each) => each.packets);
  return seenOutside(hotspot, marks, () => sendPackets(hotspot, phone, packets));
}

const endPattern = '05110511e11d';

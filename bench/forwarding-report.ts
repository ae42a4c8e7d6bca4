import { markdownTable } from './figures.js';

export interface ForwardingFigures {
  readonly date: string;
  readonly rounds: number;
  readonly forwarding: readonly {
    readonly name: string;
    readonly packetsPerSecond: number;
    readonly packetsToPlain: number;
    readonly downMegabits: number;
    readonly downToPlain: number;
    readonly upMegabits: number;
    readonly upToPlain: number;
  }[];
}

/** The figures as a page. */
export function forwardingMarkdown({ date, rounds, forwarding }: ForwardingFigures): string {
  const rows = forwarding.map((each) => [
    each.name,
    each.packetsPerSecond.toFixed(0),
    each.packetsToPlain.toFixed(2),
    each.downMegabits.toFixed(0),
    each.downToPlain.toFixed(2),
    each.upMegabits.toFixed(0),
    each.upToPlain.toFixed(2),
  ]);
  return `# Forwarding, ${date}

${rounds} rounds by turns. 64-byte packets of 64 flows, from clients spread over all there are, up through the gateway;
one core sends, forwards and receives. TCP: one flow, no segmentation offload. Every client has counters, rates in both
directions and a quota.

${markdownTable(['gateway', 'packets/s', '÷ plain', 'TCP down Mbit/s', '÷ plain', 'TCP up Mbit/s', '÷ plain'], rows)}
`;
}

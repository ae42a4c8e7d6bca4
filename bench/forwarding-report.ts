import { markdownTable } from './figures.js';

export interface ForwardingFigures {
  readonly date: string;
  readonly rounds: number;
  readonly forwarding: readonly {
    readonly name: string;
    readonly measured: readonly {
      readonly measure: string;
      readonly median: number;
      /** The median of the ratios to plain NAT within each round. */
      readonly toPlain: number;
    }[];
  }[];
}

/** The figures as a page. */
export function forwardingMarkdown({ date, rounds, forwarding }: ForwardingFigures): string {
  const head = forwarding[0]?.measured.flatMap(({ measure }) => [measure, '÷ plain']) ?? [];
  const rows = forwarding.map(({ name, measured }) => [
    name,
    ...measured.flatMap(({ median, toPlain }) => [median.toFixed(0), toPlain.toFixed(2)]),
  ]);
  return `# Forwarding, ${date}

${rounds} rounds by turns. 64-byte packets of 64 flows, from clients spread over all there are, up through the gateway;
one core sends, forwards and receives. TCP: one flow, no segmentation offload; *joined*: the same with the kernel's usual
joining of segments (TSO, GSO, GRO). Every client has counters, and unless said otherwise rates in both directions and a
quota.

${markdownTable(['gateway', ...head], rows)}
`;
}

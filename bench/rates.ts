import { clientId, zoneNumber } from '../src/firewall/client-id.js';
import { rateLimit } from '../src/firewall/rates.js';
import { markdownTable } from './figures.js';
import { type Flow, inside, Line, outside } from './line.js';
import type { Report } from './report.js';

const megabits = [2, 10, 50] as const;
const seconds = 10;
const mark = clientId(zoneNumber(0), 1);

/** The two ways of the kernel to hold one TCP flow to a rate: dropping (what we do), and queueing. */
export async function benchRates(): Promise<Report> {
  const line = await Line.build('rates');
  const figures: ({ rate: number; by: string; ping: string } & Flow)[] = [];
  try {
    for (const rate of megabits)
      for (const [by, set] of Object.entries({ limit, htb })) {
        await set(line, rate);
        const pinging = line.in(line.client, 'ping', '-q', '-i', '0.2', '-w', String(seconds), '192.0.2.80');
        const flow = await line.tcp(seconds, '-R', '-C', 'cubic');
        const [, ping = ''] = /= [\d.]+\/([\d.]+)\//.exec(await pinging) ?? [];
        figures.push({ rate, by, ping, ...flow });
      }
  } finally {
    await line.clear();
  }
  const rows = figures.map(({ rate, by, ping, megabits: got, retransmits }) => [
    `${rate} Mbit/s`,
    by === 'limit' ? 'nft limit, drop' : 'HTB, a class a client',
    `${((got / rate) * 100).toFixed(0)} %`,
    retransmits,
    `${ping} ms`,
  ]);
  const table = markdownTable(['rate', 'by', 'goodput', 'retransmits', 'ping under load'], rows);
  return { figures, text: `# Rates: one TCP flow down, ${seconds} s, without delay\n\n${table}\n` };
}

async function limit(line: Line, rate: number): Promise<void> {
  await begin(line);
  await line.nft(
    line.gateway,
    `table inet rates {
	set down { type mark; ${rateLimit(rate * 1e6)}; elements = { ${mark} ${rateLimit(rate * 1e6)} }; }
	chain forward {
		type filter hook forward priority filter; policy accept;
		oifname "${inside}" meta mark set ${mark} meta mark @down drop
	}
}
`,
  );
}

async function htb(line: Line, rate: number): Promise<void> {
  await begin(line);
  await line.nft(
    line.gateway,
    `table inet rates {
	map class { type mark : classid; elements = { ${mark} : 1:10 }; }
	chain forward {
		type filter hook forward priority filter; policy accept;
		oifname "${inside}" meta mark set ${mark} meta priority set meta mark map @class
	}
}
`,
  );
  const tc = (words: string) => line.in(line.gateway, 'tc', ...words.split(' '));
  await tc(`qdisc add dev ${inside} root handle 1: htb`);
  await tc(`class add dev ${inside} parent 1: classid 1:10 htb rate ${rate}mbit burst 15k quantum 1514`);
  await tc(`qdisc add dev ${inside} parent 1:10 handle 10: pfifo limit 50`);
}

async function begin(line: Line): Promise<void> {
  await line.in(line.gateway, 'tc', 'qdisc', 'del', 'dev', inside, 'root').catch(() => undefined);
  await line.nft(
    line.gateway,
    `flush ruleset
table inet nat {
	chain out { type nat hook postrouting priority srcnat; oifname "${outside}" masquerade; }
}
`,
  );
}

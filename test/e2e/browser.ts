import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import type { Phone } from './phone.js';

/** A Chromium with an empty profile, in the namespace of a phone or of the gateway; it is driven through a pipe, not through the network. */
export async function openBrowser(phone: Pick<Phone, 'namespace'>, directory: string): Promise<Browser> {
  const executablePath = join(directory, `chromium-${phone.namespace.name}`);
  const script = `#!/bin/sh\nexec ip netns exec ${phone.namespace.name} chromium "$@"\n`;
  await writeFile(executablePath, script, { mode: 0o755 });
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
}

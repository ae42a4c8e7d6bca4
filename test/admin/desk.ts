import { type Answer, ask } from '../hotspot/ask.js';
import type { Hotspot } from '../hotspot/hotspot.js';

/** An operator's browser: it keeps the session's cookie, and sends forms as pages have them. */
export class Desk {
  readonly #port: number;
  cookie = '';

  constructor({ site }: Hotspot) {
    this.#port = site;
  }

  async get(path: string): Promise<Answer> {
    return this.#send({ path });
  }

  /** Fills in a form of the page that was opened before it. */
  async post(path: string, fields: Readonly<Record<string, string>>, page = '/account'): Promise<Answer> {
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec((await this.get(page)).body) ?? [];
    return this.send(path, { csrf, ...fields });
  }

  /** Sends a form with just these fields. */
  send(path: string, fields: Readonly<Record<string, string>>, headers = {}): Promise<Answer> {
    return this.#send({ path, method: 'POST', body: new URLSearchParams(fields).toString(), headers });
  }

  signIn(name: string, password: string, code = ''): Promise<Answer> {
    return this.send('/login', { name, password, code });
  }

  /** Whether pages are shown to it. */
  async isIn(): Promise<boolean> {
    return (await this.get('/')).status === 200;
  }

  async #send(question: { path: string; method?: string; body?: string; headers?: object }): Promise<Answer> {
    const headers = { ...(this.cookie === '' ? {} : { Cookie: this.cookie }), ...question.headers };
    const answer = await ask(this.#port, { ...question, headers });
    const [, set] = /^set-cookie: ([^;]+)/im.exec(answer.head) ?? [];
    if (set !== undefined) this.cookie = set;
    return answer;
  }
}

export const password = 'correct horse battery';

/** Signed in as an operator with that role, who is made for it. */
export async function deskOf(hotspot: Hotspot, role: 'viewer' | 'desk' | 'admin'): Promise<Desk> {
  await hotspot.doors.operators.put(role, { role, password }, 'test');
  const desk = new Desk(hotspot);
  await desk.signIn(role, password);
  return desk;
}

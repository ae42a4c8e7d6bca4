import { spawn } from 'node:child_process';
import { Validator } from '@seriousme/openapi-schema-validator';
import test from 'ava';
import { z } from 'zod';
import { scopes } from '../../src/admin/scopes.js';
import { clickThrough } from '../../src/login/click-through/click-through.js';
import { password } from '../../src/login/password/password.js';
import { voucher } from '../../src/login/voucher/voucher.js';
import { type Answer, parseAnswer } from '../hotspot/ask.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { dayPass, openDesk } from '../login/voucher/desk.js';
import { logIn } from '../portal/forms.js';
import { call, read } from './call.js';

interface Documented {
  readonly operationId: string;
  readonly parameters?: readonly { name: string; in: string; examples?: Examples }[];
  readonly requestBody?: { content: Record<string, { examples?: Examples }> };
  readonly responses: Record<string, { content: Record<string, { schema: object; examples?: Examples }> }>;
}
type Examples = Record<string, { value: unknown }>;
interface Document {
  readonly paths: Record<string, Record<string, Documented>>;
  readonly components: { readonly schemas: Record<string, object> };
}

const [json, eventStream, file] = ['application/json', 'text/event-stream', 'application/octet-stream'];

interface Asked {
  readonly method: string;
  readonly target: string;
  readonly type?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** With curl, as a program with a token does; a stream without end is ended after its first event. */
async function curl(
  url: string,
  token: string,
  { method, target, type, body, headers }: Asked,
): Promise<Answer> {
  const all = {
    ...headers,
    Authorization: `Bearer ${token}`,
    ...(type === undefined ? {} : { 'Content-Type': type }),
  };
  const child = spawn('curl', [
    ...['--silent', '--show-error', '--include', '--no-buffer', '--max-time', '20', '--request', method],
    ...Object.entries(all).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...(body === undefined ? [] : ['--data-binary', '@-']),
    `${url}api/v1${target}`,
  ]);
  child.stdin.end(typeof body === 'string' ? body : JSON.stringify(body));
  let said = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    said += chunk;
    if (/^data: .*\n\n/m.test(said)) child.kill();
  }
  return parseAnswer(said);
}

/** A text without what differs each time: its lines, and the members of the JSON in them. */
const formOf = (text: string) => text.replace(/"(\w+)":("[^"]*"|\d+)|\d{13}/g, (_, name) => name ?? 'id');

/** Deletions after all else, and last what takes everything back. */
const turnOf = ({ method, path }: { readonly method: string; readonly path: string }) =>
  path === '/backup' && method === 'put' ? 2 : method === 'delete' ? 1 : 0;

/** The one that the document speaks of: a new one would have a name of its own. */
async function haveVoucher({ gate: { store, clock } }: Hotspot): Promise<void> {
  const batch = { id: 'K7M2', createdAt: clock(), by: 'anna', note: 'July', plan: dayPass, devices: 2 };
  await store.table('voucherBatches').update(batch.id, () => ({ ...batch, validUntil: clock() + 1e9 }));
  for (const id of ['a1b2c3d4e5', 'a1b2c3d4e6'])
    await store.table('vouchers').update(id, () => ({ hash: id, id, batch: batch.id }));
}

test('the document of the API is what a public validator takes for OpenAPI 3.1', async (t) => {
  const document = await read(await openHotspot(t), '/openapi.json');
  const { valid, errors } = await new Validator().validate(document);
  t.true(valid, JSON.stringify(errors));
  t.is(document.openapi, '3.1.0');
  t.is(document.components.securitySchemes.session.name, 'gate511');
});

test('every example of the document works when curl sends it, deletions last, and gets what it says', async (t) => {
  const { hotspot } = await openDesk(
    t,
    { durationSeconds: 86_400 },
    {
      methods: [clickThrough, voucher, password],
      webhooks: { till: { url: 'http://192.0.2.9/', secret: 'of sixteen letters' } },
    },
  );
  await logIn(hotspot);
  await haveVoucher(hotspot);
  const url = `http://127.0.0.1:${hotspot.site}/`;
  const made = await call(hotspot, 'POST', '/tokens', { name: 'curl', scopes });
  const { token } = JSON.parse(made.body) as { token: string };
  const { paths, components }: Document = await read(hotspot, '/openapi.json');
  const checks = (schema: object) =>
    z.fromJSONSchema(
      JSON.parse(
        JSON.stringify({ ...schema, $defs: components.schemas }).replaceAll(
          '#/components/schemas/',
          '#/$defs/',
        ),
      ),
    );
  let sent = 0;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, documented]) => ({ path, method, ...documented })),
  );
  const inTurn = (turn: number) => all.filter((each) => turnOf(each) === turn);
  const inOrder = [...inTurn(0), ...inTurn(1).reverse(), ...inTurn(2)];
  for (const { path, method, operationId, parameters = [], requestBody, responses } of inOrder) {
    const [[status, { content }] = ['', { content: {} }]] = Object.entries(responses);
    const [[type, { schema, examples = {} }] = ['', { schema: {} }]] = Object.entries(content);
    t.true(Object.keys(examples).length > 0, `${operationId} has an example`);
    for (const [name, { value }] of Object.entries(examples)) {
      t.notThrows(() => checks(schema).parse(value), `${operationId}, ${name}: the answer of the document`);
      let target = path;
      const query = new URLSearchParams();
      const headers: Record<string, string> = {};
      for (const parameter of parameters) {
        const given = parameter.examples?.[name]?.value;
        if (given === undefined) continue;
        if (parameter.in === 'path') target = target.replace(`{${parameter.name}}`, String(given));
        else if (parameter.in === 'header') headers[parameter.name] = String(given);
        else query.set(parameter.name, String(given));
      }
      const [[sends, { examples: bodies = {} }] = [undefined, {}]] = Object.entries(
        requestBody?.content ?? {},
      );
      const asked = { method: method.toUpperCase(), target: `${target}?${query}`, headers };
      const answer = await curl(url, token, { ...asked, type: sends, body: bodies[name]?.value });
      t.is(answer.status, Number(status), `${operationId}, ${name}: ${answer.body}`);
      t.is(answer.headers['content-type']?.split(';')[0], type, operationId);
      const said = type === json ? JSON.parse(answer.body) : answer.body;
      t.notThrows(() => checks(schema).parse(said), `${operationId}, ${name}: the answer`);
      if (type === eventStream) t.is(formOf(answer.body), formOf(String(value)), `${operationId}, ${name}`);
      if (type === file) {
        const back = { method: 'PUT', target, type, body: answer.body };
        t.is((await curl(url, token, back)).status, 200, 'the very bytes that were given are taken');
      }
      sent += 1;
    }
  }
  t.true(sent > 10);
});

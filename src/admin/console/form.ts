import type { Context } from 'koa';
import { readBody } from '../../http/body.js';
import type { SignedIn } from '../auth/authenticate.js';
import { isOfSession } from '../auth/sessions.js';
import { Refusal } from '../refusal.js';

/** The fields of a form that a page of ours sent; throws a Refusal when it came from elsewhere. */
export async function readForm(
  ctx: Context,
  signedIn?: SignedIn,
  mostBytes?: number,
): Promise<URLSearchParams> {
  const origin = ctx.get('Origin');
  // Also `null`, which a frame in a sandbox sends: our pages say `same-origin`, so their forms never do.
  const isForeign = origin !== '' && origin !== `${ctx.protocol}://${ctx.host}`;
  if (isForeign || ctx.get('Sec-Fetch-Site') === 'cross-site')
    throw new Refusal('forbidden', 'another site sent this form');
  const form = new URLSearchParams(await readBody(ctx, mostBytes));
  if (signedIn && !isOfSession(signedIn.session, form.get('csrf') ?? ''))
    throw new Refusal(
      'forbidden',
      'this form is of a session that is over: go back, reload the page and try again',
    );
  return form;
}

/** The fields that are filled in, as members of a request to the API. */
export function given(form: URLSearchParams, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = (form.get(name) ?? '').trim();
      return text === '' ? [] : [[name, text]];
    }),
  );
}

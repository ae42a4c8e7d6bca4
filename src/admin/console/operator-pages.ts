import { roles } from '../../store/operator.js';
import type { AllOperations } from '../operations.js';
import { scopeTexts } from '../scopes.js';
import { durationIn } from './durations.js';
import { given } from './form.js';
import { sendPage } from './pages.js';
import type { Behind } from './routes.js';
import { moment } from './shown.js';

/** Who may run the network, and the tokens of programs. */
export function addOperatorPages(behind: Behind, operations: AllOperations): void {
  behind.get('/operators', async (ctx, signedIn) => {
    const operators = await operations.listOperators.run({}, signedIn.caller);
    const tokens = await operations.listTokens.run({}, signedIn.caller);
    const data = {
      operators,
      roles,
      scopes: Object.entries(scopeTexts).map(([scope, text]) => ({ scope, text })),
      tokens: tokens.map((token) => ({
        ...token,
        ...{ made: moment(token.createdAt), ends: moment(token.endsAt), used: moment(token.usedAt) },
      })),
    };
    sendPage(ctx, 'operators', data, signedIn);
  });

  behind.post('/operators/link', async (form, signedIn, ctx) => {
    const body = given(form, 'name', 'role');
    const link = await operations.createOperatorLink.run({ body }, signedIn.caller);
    sendPage(ctx, 'link', { name: body.name, url: link.url }, signedIn);
    return undefined;
  });

  behind.post('/operators/tokens', async (form, signedIn, ctx) => {
    const body = { ...given(form, 'name'), scopes: form.getAll('scope'), ...durationIn(form) };
    const { name, token, endsAt } = await operations.createToken.run({ body }, signedIn.caller);
    sendPage(ctx, 'token', { name, token, ends: moment(endsAt) }, signedIn);
    return undefined;
  });

  behind.post('/operators/role', async (form, { caller }) => {
    await operations.putOperator.run({ params: given(form, 'name'), body: given(form, 'role') }, caller);
    return '/operators';
  });

  for (const [path, id] of [
    ['/operators/remove', 'deleteOperator'],
    ['/operators/sign-out', 'deleteOperatorSessions'],
    ['/operators/totp', 'deleteOperatorTotp'],
    ['/operators/token', 'deleteToken'],
  ] as const)
    behind.post(path, async (form, { caller }) => {
      await operations[id].run({ params: given(form, 'name') }, caller);
      return '/operators';
    });
}

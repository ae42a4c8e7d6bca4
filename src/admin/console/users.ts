import { present } from '../../system/present.js';
import type { AllOperations } from '../operations.js';
import type { AdminOptions } from '../options.js';
import { durationIn } from './durations.js';
import { given } from './form.js';
import { sendPage } from './pages.js';
import type { Behind } from './routes.js';
import { moment } from './shown.js';

/** Accounts of users: added, approved, disabled, removed. */
export function addUsers(behind: Behind, { plans, offered }: AdminOptions, operations: AllOperations): void {
  behind.get('/users', async (ctx, signedIn) => {
    const { search = '', cursor } = Object.fromEntries(new URLSearchParams(ctx.querystring));
    const query = { search, limit: 100, ...(cursor ? { cursor } : {}) };
    const page = await operations.listUsers.run({ query }, signedIn.caller);
    const data = {
      search,
      users: page.items.map((each) => ({ ...each, until: moment(each.validUntil) })),
      next: page.nextCursor && `?${new URLSearchParams({ search, cursor: page.nextCursor })}`,
      plans: Object.keys(plans),
      areTaken: offered.has('password'),
    };
    sendPage(ctx, 'users', data, signedIn);
  });

  behind.post('/users/add', async (form, { caller }) => {
    const { durationSeconds } = durationIn(form);
    const body = {
      ...given(form, 'plan', 'note'),
      password: form.get('password') ?? '',
      ...present({ validSeconds: durationSeconds }),
    };
    await operations.putUser.run({ params: given(form, 'name'), body }, caller);
    return '/users';
  });

  const changes = {
    approve: { isApproved: true },
    disable: { isDisabled: true },
    enable: { isDisabled: false },
  };
  for (const [name, body] of Object.entries(changes))
    behind.post(`/users/${name}`, async (form, { caller }) => {
      await operations.patchUser.run({ params: given(form, 'name'), body }, caller);
      return '/users';
    });

  behind.post('/users/remove', async (form, { caller }) => {
    await operations.deleteUser.run({ params: given(form, 'name') }, caller);
    return '/users';
  });
}

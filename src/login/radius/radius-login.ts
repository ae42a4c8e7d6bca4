import type { Attempt, LoginMethod, Verdict } from '../method.js';
import type { PasswordForm } from './access-request.js';
import { type Authentication, areSendable } from './authentication.js';
import { notesOf } from './session-notes.js';
import { texts } from './texts.js';

/** The login by name and password. */
export function radiusLogin(authentication: Authentication, form: PasswordForm): LoginMethod {
  return {
    name: 'radius',
    canExtend: false, // it takes the password again
    isRefusedWith: ({ limit }) => limit === 'hours', // all else is the user's own
    form: () => ({}),
    accountOf: (entered) => nameIn(entered) || undefined,
    login: (attempt) => login(authentication, form, attempt),
  };
}

const nameIn = (entered: URLSearchParams) => (entered.get('user') ?? '').trim();

/** Operators read names in terminals and logs. */
const hasControls = (name: string) => /\p{Cc}/u.test(name);

async function login(
  authentication: Authentication,
  form: PasswordForm,
  { client, language, form: entered }: Attempt,
): Promise<Verdict> {
  const t = texts[language.tag];
  const [userName, password] = [nameIn(entered), entered.get('password') ?? ''];
  if (userName === '') return { kind: 'reject', reason: t.incomplete, field: 'user' };
  if (password === '') return { kind: 'reject', reason: t.incomplete, field: 'password' };
  if (hasControls(userName) || !areSendable(userName, password))
    return { kind: 'reject', reason: t.refused, field: 'user' };
  const outcome = await authentication.ask(client, { userName, password, form, serviceType: 'Login-User' });
  switch (outcome.kind) {
    case 'accept':
      return {
        kind: 'accept',
        user: outcome.user ?? userName,
        plan: outcome.plan,
        notes: notesOf(outcome.notes),
      };
    case 'reject':
      return { kind: 'reject', reason: outcome.message ?? t.refused, field: 'password', isWrong: true };
    case 'challenge':
      return { kind: 'reject', reason: t.challenged };
  }
}

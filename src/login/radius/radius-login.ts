import { present } from '../../system/present.js';
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
    accountOf: (entered) => (faultIn(entered) ? undefined : guessedName(nameIn(entered))),
    login: (attempt) => login(authentication, form, attempt),
  };
}

interface Fault {
  readonly reason: 'incomplete' | 'refused';
  readonly field: string;
}

const nameIn = (entered: URLSearchParams) => (entered.get('user') ?? '').trim();
/** The server may take all spellings for one name: then they share its guesses. */
const guessedName = (name: string) => name.normalize('NFKC').toLowerCase();
const passwordIn = (entered: URLSearchParams) => entered.get('password') ?? '';

/** Why no server is asked about it. */
function faultIn(entered: URLSearchParams): Fault | undefined {
  const [userName, password] = [nameIn(entered), passwordIn(entered)];
  if (userName === '') return { reason: 'incomplete', field: 'user' };
  if (password === '') return { reason: 'incomplete', field: 'password' };
  const isSendable = !hasControls(userName) && areSendable(userName, password);
  return isSendable ? undefined : { reason: 'refused', field: 'user' };
}

/** Operators read names in terminals and logs. */
const hasControls = (name: string) => /\p{Cc}/u.test(name);

async function login(
  authentication: Authentication,
  form: PasswordForm,
  { client, language, form: entered }: Attempt,
): Promise<Verdict> {
  const t = texts[language.tag];
  const fault = faultIn(entered);
  if (fault) return { kind: 'reject', ...fault, reason: t[fault.reason] };
  const [userName, password] = [nameIn(entered), passwordIn(entered)];
  const outcome = await authentication.ask(client, { userName, password, form, serviceType: 'Login-User' });
  switch (outcome.kind) {
    case 'accept':
      return {
        kind: 'accept',
        user: outcome.user ?? userName,
        plan: outcome.plan,
        ...present({ lastsSeconds: outcome.lastsSeconds }),
        notes: notesOf(outcome.notes),
      };
    case 'reject':
      return { kind: 'reject', reason: outcome.message ?? t.refused, field: 'password', isWrong: true };
    case 'challenge':
      return { kind: 'reject', reason: t.challenged };
  }
}

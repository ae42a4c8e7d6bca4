import type { Gate } from '../../access/gate.js';
import type { Answer, StepVisit } from '../method.js';
import { checkPassword } from './check-password.js';
import { endOtherSessionsOf, methodName } from './end-sessions.js';
import { donePage, type FormFault, formPage } from './form-page.js';
import { faultOfPassword } from './new-password.js';
import type { PasswordHashes } from './password-hashes.js';
import { texts } from './texts.js';

/** `/login/password/change`: who knows a password may give himself another. */
export async function changeStep(gate: Gate, hashes: PasswordHashes, visit: StepVisit): Promise<Answer> {
  const { form, standing, client, language } = visit;
  const t = texts[language.tag];
  const page = (fields: URLSearchParams, fault?: FormFault) =>
    formPage('login/password-change', fields, ['name'], fault);
  if (!form) {
    const session = standing.state === 'authorised' ? standing.authorisation : undefined;
    return page(new URLSearchParams(session?.method === methodName ? { name: session.user ?? '' } : {}));
  }

  const [password, next] = [form.get('password') ?? '', form.get('newPassword') ?? ''];
  const check = await checkPassword(gate, hashes, { name: form.get('name') ?? '', password });
  if (check.kind === 'wrong') return page(form, { field: 'password', text: t.wrong, isWrong: true });
  if (check.kind === 'not-now') return page(form, { field: 'name', text: t[check.standing] });
  const { user } = check;
  const fault = faultOfPassword(next, user.name);
  if (fault) return page(form, { field: 'newPassword', text: t[fault] });

  const passwordHash = await hashes.of(next);
  const changed = await gate.store
    .table('users')
    .update(user.name, (now) => (now?.passwordHash === user.passwordHash ? { ...now, passwordHash } : now));
  if (changed?.passwordHash !== passwordHash) return page(form, { field: 'password', text: t.wrong });
  const { mac, zone } = client;
  gate.log.info({ mac, zone, user: user.name }, 'a user has changed his password');
  if (form.get('endOthers') !== null) await endOtherSessionsOf(gate, user.name, client);
  return donePage(t.changeTitle, t.changed);
}

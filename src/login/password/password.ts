import type { ZoneName } from '../../client/zone-name.js';
import type { Plan } from '../../plan/plan.js';
import type { User } from '../../store/user.js';
import { present } from '../../system/present.js';
import { type Repetition, repeat } from '../../system/repeat.js';
import type { Attempt, LoginMethod, MethodEffects, MethodKind, RunningMethod, Verdict } from '../method.js';
import { changeStep } from './change-step.js';
import { checkPassword } from './check-password.js';
import { methodName } from './end-sessions.js';
import { keepUsers } from './keep-users.js';
import { Registrations } from './register-step.js';
import { type PasswordSettings, settings } from './settings.js';
import { texts } from './texts.js';
import { parseUserName } from './user-name.js';

const keepPauseMs = 60_000;
const fault = { field: 'name', text: 'This name is taken.' };

/** Local users with a name and a password. */
export const password: MethodKind<PasswordSettings | undefined> = {
  name: methodName,
  texts,
  settings,
  samples: [{ registers: true }, { registers: false }],
  pageSamples: {
    'login/password-change': [
      { entered: { name: '' }, fault: undefined },
      { entered: { name: 'anna' }, fault: { ...fault, field: 'password' } },
      { entered: { name: 'anna' }, fault: { ...fault, field: 'newPassword' } },
    ],
    'login/password-register': [
      { entered: { name: '', who: '' }, fault: undefined },
      { entered: { name: 'anna', who: 'Anna, room 12' }, fault },
    ],
    'login/password-done': [{ title: 'Change the password', text: 'It is changed.' }],
  },
  open: (found = {}, effects) => new RunningPasswords(found, effects),
};

class RunningPasswords implements RunningMethod {
  readonly #settings: PasswordSettings;
  readonly #effects: MethodEffects;
  #keeping: Repetition | undefined;

  constructor(found: PasswordSettings, effects: MethodEffects) {
    this.#settings = found;
    this.#effects = effects;
  }

  method(zone: ZoneName): LoginMethod {
    const { gate, hashes } = this.#effects;
    const { registration } = this.#settings;
    const registrations = registration?.zones.includes(zone)
      ? new Registrations(gate, hashes, registration)
      : undefined;
    return {
      name: methodName,
      canExtend: false,
      form: () => ({ registers: registrations !== undefined }),
      login: (attempt) => this.#login(attempt),
      accountOf: (form) => parseUserName(form.get('name') ?? ''),
      steps: {
        change: (visit) => changeStep(gate, hashes, visit),
        ...(registrations ? { register: (visit) => registrations.step(visit) } : {}),
      },
      statusSteps: ({ tag }) => [{ step: 'change', title: texts[tag].changeTitle }],
    };
  }

  async start(): Promise<void> {
    const { gate, log } = this.#effects;
    await keepUsers(gate);
    this.#keeping = repeat('keep users', keepPauseMs, () => keepUsers(gate), log);
  }

  async stop(): Promise<void> {
    await this.#keeping?.stop();
  }

  async #login({ form, client, language }: Attempt): Promise<Verdict> {
    const t = texts[language.tag];
    const entered = { name: form.get('name') ?? '', password: form.get('password') ?? '' };
    const check = await checkPassword(this.#effects.gate, this.#effects.hashes, entered);
    if (check.kind === 'wrong') return { kind: 'reject', field: 'password', reason: t.wrong, isWrong: true };
    if (check.kind === 'not-now') return { kind: 'reject', field: 'name', reason: t[check.standing] };
    const { user } = check;
    const plan = this.#planOf(user, client.zone);
    if (!plan) {
      this.#effects.log.warn(
        { user: user.name, plan: user.plan },
        'a user has a plan that is no longer configured',
      );
      return { kind: 'reject', field: 'name', reason: t.unusable };
    }
    const { validUntil: notAfter } = user;
    return { kind: 'accept', user: user.name, plan, ...present({ notAfter }) };
  }

  /** His own, else the zone's; with his own number of devices, where he has one. */
  #planOf({ plan: name, devices }: User, zone: ZoneName): Plan | undefined {
    const { plans, gate } = this.#effects;
    const plan = name === undefined ? gate.plans.get(zone) : plans[name];
    return plan && devices !== undefined ? { ...plan, devices } : plan;
  }
}

import type { Gate } from '../../access/gate.js';
import type { User } from '../../store/user.js';
import { present } from '../../system/present.js';
import { Serial } from '../../system/serial.js';
import type { Answer, StepVisit } from '../method.js';
import { donePage, type FormFault, formPage } from './form-page.js';
import { faultOfPassword } from './new-password.js';
import type { PasswordHashes } from './password-hashes.js';
import type { Registration } from './settings.js';
import { texts } from './texts.js';
import { parseUserName, type UserName } from './user-name.js';

const longestNote = 200;

/** `/login/password/register`: visitors ask for accounts, which let them in when an operator has approved them. */
export class Registrations {
  readonly #gate: Gate;
  readonly #hashes: PasswordHashes;
  readonly #registration: Registration;
  /** One at a time, so that no more wait than may. */
  readonly #turn = new Serial<'registration'>();

  constructor(gate: Gate, hashes: PasswordHashes, registration: Registration) {
    this.#gate = gate;
    this.#hashes = hashes;
    this.#registration = registration;
  }

  async step({ form, client, language }: StepVisit): Promise<Answer> {
    const t = texts[language.tag];
    const page = (fields: URLSearchParams, fault?: FormFault) =>
      formPage('login/password-register', fields, ['name', 'who'], fault);
    if (!form) return page(new URLSearchParams());

    const name = parseUserName(form.get('name') ?? '');
    if (!name) return page(form, { field: 'name', text: t.nameForm });
    const password = form.get('newPassword') ?? '';
    const fault = faultOfPassword(password, name);
    if (fault) return page(form, { field: 'newPassword', text: t[fault] });
    const note = (form.get('who') ?? '').slice(0, longestNote).replace(/\p{C}/gu, ' ').trim();
    const outcome = await this.#turn.run('registration', () =>
      this.#register(name, password, note, client.mac),
    );
    if (outcome === 'taken') return page(form, { field: 'name', text: t.nameTaken, isWrong: true });
    if (outcome === 'full') return page(form, { field: 'name', text: t.full });
    const { mac, zone } = client;
    this.#gate.log.info({ mac, zone, user: name }, 'somebody asks for an account');
    return donePage(t.registerTitle, t.asked);
  }

  async #register(
    name: UserName,
    password: string,
    note: string,
    by: string,
  ): Promise<'asked' | 'taken' | 'full'> {
    const users = this.#gate.store.table('users');
    if (await users.get(name)) return 'taken';
    const waiting = (await users.all()).filter(({ isApproved }) => !isApproved);
    const isFull = waiting.length >= this.#registration.waiting;
    if (isFull || waiting.some(({ createdBy }) => createdBy === by)) return 'full';
    const { plan } = this.#registration;
    const user: User = {
      name,
      passwordHash: await this.#hashes.of(password),
      ...present({ plan }),
      createdAt: this.#gate.clock(),
      createdBy: by,
      isApproved: false,
      isDisabled: false,
      note,
    };
    const kept = await users.update(name, (before) => before ?? user);
    return kept === user ? 'asked' : 'taken';
  }
}

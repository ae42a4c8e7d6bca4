import type { KnownOperator } from '../../happenings/happening.js';
import type { Tell } from '../../happenings/happenings.js';
import type { PasswordHashes } from '../../login/password/password-hashes.js';
import type { Operator, Role } from '../../store/operator.js';
import type { Store } from '../../store/store.js';
import type { Clock } from '../../system/clock.js';
import { present } from '../../system/present.js';
import { Serial } from '../../system/serial.js';
import { Refusal } from '../refusal.js';
import { type By, nameOf, toldOf } from './by.js';
import type { Links } from './links.js';
import type { Sessions } from './sessions.js';
import { totpStepOf } from './totp.js';

interface OperatorsOptions {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly links: Links;
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly hashes: PasswordHashes;
  readonly tell: Tell;
}

/** What a login gives. "No" is a value. */
type SignIn =
  | { readonly kind: 'in'; readonly operator: Operator }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'code-needed' };

export const operatorNameForm = '1 to 32 small letters, digits and ._-, beginning with a letter';

export const parseOperatorName = (text: string): string | undefined =>
  /^[a-z][a-z0-9._-]{0,31}$/.test(text) ? text : undefined;

export const shortestPassword = 10;

/** The people who may run the network. */
export class Operators {
  readonly #options: OperatorsOptions;
  readonly #changes = new Serial<'role'>();

  constructor(options: OperatorsOptions) {
    this.#options = options;
  }

  get #table() {
    return this.#options.store.table('operators');
  }

  get(name: string): Promise<Operator | undefined> {
    return this.#table.get(name);
  }

  all(): Promise<readonly Operator[]> {
    return this.#table.all();
  }

  /**
   * Makes an operator, or gives one another role or password, which ends his sessions and links; undefined where there
   * is none and what he needs was not given. Throws a Refusal where no admin would be left, and what `check` throws at
   * what there is when it is done.
   */
  async put(
    name: string,
    change: { readonly role?: Role; readonly password?: string },
    by: By,
    check: (before: Operator | undefined) => void = () => undefined,
  ): Promise<Operator | undefined> {
    const { role, password } = change;
    const passwordHash = password === undefined ? undefined : await this.#options.hashes.of(password);
    return this.#change(
      name,
      by,
      { endsAdmin: role !== undefined && role !== 'admin', hasNewPassword: password !== undefined },
      (before) => {
        check(before);
        if (role === undefined && passwordHash === undefined) return before;
        const either = before ?? { name, createdAt: this.#options.clock(), createdBy: nameOf(by) };
        const next = { ...either, ...present({ role, passwordHash }) };
        return isWhole(next) ? next : before;
      },
    );
  }

  /** Throws a Refusal where no admin would be left. */
  async delete(name: string, by: By): Promise<void> {
    await this.#change(name, by, { endsAdmin: true, hasNewPassword: false }, () => undefined);
  }

  /** One after the other: of two admins who take out each other at once one stays. */
  #change(
    name: string,
    by: By,
    { endsAdmin, hasNewPassword }: { readonly endsAdmin: boolean; readonly hasNewPassword: boolean },
    edit: (before: Operator | undefined) => Operator | undefined,
  ): Promise<Operator | undefined> {
    return this.#changes.run('role', async () => {
      const admins = (await this.all()).filter((each) => each.role === 'admin');
      if (endsAdmin && admins.length === 1 && admins[0]?.name === name)
        throw new Refusal('conflict', `${name} is the only admin`);
      const known = await this.get(name);
      const operator = await this.#table.update(name, edit);
      if (operator === known) return operator;
      this.#options.sessions.endAllOf(name);
      this.#options.links.endAllOf(name);
      this.#tell(known, operator, by, hasNewPassword);
      return operator;
    });
  }

  /** Without a secret the second factor is given up. */
  async setTotp(name: string, secret: string | undefined, by: By): Promise<void> {
    let known: Operator | undefined;
    const operator = await this.#table.update(name, (before) => {
      known = before;
      if (!before) return undefined;
      const { totpSecret: _, totpStep: __, ...others } = before;
      return secret === undefined ? others : { ...others, totpSecret: secret };
    });
    this.#tell(known, operator, by);
  }

  /** Takes as long for nobody, which tells nobody who exists. */
  isPassword(operator: Operator | undefined, password: string): Promise<boolean> {
    return this.#options.hashes.matches(password, operator?.passwordHash);
  }

  async signIn(name: string, password: string, code: string): Promise<SignIn> {
    const operator = await this.get(name);
    if (!(await this.isPassword(operator, password)) || !operator) return { kind: 'wrong' };
    if (operator.totpSecret === undefined) return { kind: 'in', operator };
    if (code === '') return { kind: 'code-needed' };
    const step = totpStepOf(operator.totpSecret, code, this.#options.wallClock());
    if (step === undefined) return { kind: 'wrong' };
    let isFirst = false;
    await this.#table.update(name, (before) => {
      isFirst = before !== undefined && step > (before.totpStep ?? 0);
      return before && isFirst ? { ...before, totpStep: step } : before;
    });
    return isFirst ? { kind: 'in', operator } : { kind: 'wrong' };
  }

  #tell(before: Operator | undefined, after: Operator | undefined, by: By, hasNewPassword = false): void {
    const { name: operator } = after ?? before ?? {};
    if (operator === undefined) return;
    const [was, is] = [known(before), known(after)];
    this.#options.tell('operator-changed', {
      ...{ operator, hasNewPassword, ...toldOf(by) },
      ...present({ before: was, after: is }),
    });
  }
}

const known = (operator: Operator | undefined): KnownOperator | undefined =>
  operator && { role: operator.role, hasTotp: operator.totpSecret !== undefined };

function isWhole(operator: Partial<Operator>): operator is Operator {
  return operator.role !== undefined && operator.passwordHash !== undefined;
}

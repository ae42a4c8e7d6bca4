import { type Usage, unused } from '../../store/authorisation.js';

/** What an authorisation remembers of the RADIUS session that it is; kept as texts in its notes. */
export interface SessionNotes {
  /** Acct-Session-Id. */
  readonly session: string;
  /** User-Name, as the server wants it in the accounting. */
  readonly userName: string;
  /** The server that accepted; it hears of the session first. */
  readonly server: string;
  /** Class attributes, hexadecimal: the server wants them back. */
  readonly classes: readonly string[];
  readonly interimSeconds?: number;
  /** Where it was a login on top of another one: when that was, and what the authorisation had used until then. */
  readonly startedAt?: number;
  readonly before?: Usage;
  /** At what count of the authorisation one direction has had its share; the kernel counts both together. */
  readonly inputBytes?: number;
  readonly outputBytes?: number;
  /** Whether the server wants to be asked again when Session-Timeout is over. */
  readonly asksAgain?: boolean;
}

type Notes = Readonly<Record<string, string>>;

export function notesOf(notes: SessionNotes): Notes {
  const { classes, before, asksAgain, ...plain } = notes;
  const all = {
    ...plain,
    class: classes.length > 0 ? classes.join(' ') : undefined,
    before: before && usageKeys.map((key) => before[key]).join(' '),
    asksAgain: asksAgain ? 'yes' : undefined,
  };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** Undefined for the notes of another method. */
export function sessionIn(notes: Notes | undefined): SessionNotes | undefined {
  const { session, userName, server } = notes ?? {};
  if (session === undefined || userName === undefined || server === undefined) return undefined;
  return {
    session,
    userName,
    server,
    classes: notes?.class?.split(' ') ?? [],
    ...number('interimSeconds', notes),
    ...number('startedAt', notes),
    ...(notes?.before === undefined ? {} : { before: usageIn(notes.before) }),
    ...number('inputBytes', notes),
    ...number('outputBytes', notes),
    ...(notes?.asksAgain === 'yes' ? { asksAgain: true } : {}),
  };
}

const usageKeys = Object.keys(unused) as (keyof Usage)[];

function usageIn(text: string): Usage {
  const counts = text.split(' ').map(Number);
  return Object.fromEntries(usageKeys.map((key, index) => [key, counts[index] ?? 0])) as unknown as Usage;
}

function number<Key extends string>(key: Key, notes: Notes = {}): { [key in Key]?: number } {
  const value = Number(notes[key]);
  return (Number.isFinite(value) ? { [key]: value } : {}) as { [key in Key]?: number };
}

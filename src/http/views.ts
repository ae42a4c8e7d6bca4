import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { reasonOf } from '../errors.js';
import type { Language, ProblemText } from '../languages/language.js';
import { type AcceptingLanguages, languageFor } from '../languages/languages.js';
import { builtInColours, styleOf } from '../look/colours.js';
import type { LanguageTag } from '../look/language-tag.js';
import type { Logo } from '../look/logo.js';
import type { Look } from '../look/look.js';
import { paragraphsOf, type TextByLanguage, textIn } from '../look/text-by-language.js';
import type { Log } from '../system/log.js';
import type { OriginalUrl } from './original-url.js';
import { Templates } from './templates.js';

/** The visitor's own device. */
export interface DeviceView {
  /** What it calls itself, or its MAC address. */
  readonly name: string;
  /** Whether it made up its address. */
  readonly isPrivate: boolean;
}

export interface MomentView {
  readonly iso: string;
  readonly text: string;
}

/** A login method's part of the login page, beside what it adds itself. */
export interface WayView {
  readonly name: string;
  /** Its own texts. */
  readonly t: object;
  /** What was wrong with what the visitor sent. */
  readonly fault: { readonly text: string; readonly field: string | undefined } | undefined;
  /** What else he sent, for him to mend. */
  readonly entered: Readonly<Record<string, string>>;
}

/** What each page is made of, beside the language's texts as `t` and the network's `name`. */
export interface ViewData {
  intercept: {
    readonly loginUrl: string;
    /** Why the last session ended, or why there can be none now. */
    readonly notice: string | undefined;
  };
  login: {
    /** The ways in, each shown by its own template `login/<name>.njk`. */
    readonly ways: readonly WayView[];
    readonly terms: readonly string[];
    readonly device: DeviceView;
    readonly token: string;
    /** Why the last session ended, or why this login was refused. */
    readonly notice: string | undefined;
    /** Whether no way is left, as the notice says why. */
    readonly isRefused: boolean;
    /** Whether a session of another device would be refused as well. */
    readonly isClosed: boolean;
    /** What was wrong with the code of another session. */
    readonly moveFault: string | undefined;
    readonly original: OriginalUrl | undefined;
  };
  status: {
    readonly session:
      | {
          /** By which it began, and is extended. */
          readonly method: string;
          readonly since: MomentView;
          readonly timeLeft: string;
          /** Of the whole time, in percent. */
          readonly timeShare: number;
          readonly received: string;
          readonly sent: string;
          /** Where data is limited. */
          readonly dataLeft: string | undefined;
          readonly dataShare: number | undefined;
          readonly canExtend: boolean;
          /** What the way in that was taken offers beside. */
          readonly steps: readonly { readonly path: string; readonly title: string }[];
        }
      | undefined;
    readonly device: DeviceView;
    /** The user's others that are online. */
    readonly others: readonly { readonly key: string; readonly name: string; readonly since: MomentView }[];
    /** Where the page does, or does not, refresh itself: the one that it is not. */
    readonly refresh: { readonly isOn: boolean; readonly otherwise: string };
    /** The code for another device, where it was asked for. */
    readonly code: { readonly text: string; readonly lasts: string } | undefined;
    readonly token: string;
    readonly original: OriginalUrl | undefined;
  };
  error: {
    readonly problem: ProblemText;
    readonly status: number;
    readonly reference: string;
    readonly prospect: string | undefined;
    /** Whether the page asks for itself, or for the portal, again. */
    readonly isRetried: boolean;
    readonly loginUrl: string | undefined;
  };
  /** A login method's part of the login page, or a page of its own. */
  [ofMethod: `login/${string}`]: object;
}

export type ViewName = keyof ViewData;

/** Data that pages may be made of. */
export type Samples = { readonly [Name in ViewName]?: readonly ViewData[Name][] };

const builtInDirectory = fileURLToPath(new URL('../../../views/', import.meta.url));

const isForVisitors = (name: string) => !name.startsWith('admin/');

/** The same for all networks, and compiled once. */
let builtIn: Templates | undefined;

/** Without this a page is of no use, whoever wrote its template; who would be refused needs no form. */
const essential: Readonly<Partial<Record<ViewName, string>>> = {
  intercept: 'loginUrl',
  login: 'token',
};

/** The pages of a network: our templates, or an operator's own where he has some. All values are escaped. */
export class Views {
  readonly name: string;
  /** For `style-src` of a Content-Security-Policy: the pages' one inline style and nothing else. */
  readonly styleHash: string;
  readonly logo: Logo | undefined;
  readonly #look: Look;
  readonly #language: LanguageTag | undefined;
  readonly #style: string;
  readonly #builtIn: Templates;
  readonly #own: Templates | undefined;
  readonly #log: Log;
  readonly #faulty = new Set<ViewName>();

  constructor(look: Look, log: Log) {
    const { name, language, colours = builtInColours, logo, directory } = look;
    this.#look = look;
    this.name = name;
    this.logo = logo;
    this.#language = language;
    const own = directory === undefined ? [] : [directory];
    this.#style = styleOf(colours) + styleSheetIn([...own, builtInDirectory]);
    this.styleHash = `sha256-${createHash('sha256').update(this.#style).digest('base64')}`;
    builtIn ??= new Templates([builtInDirectory], isForVisitors);
    this.#builtIn = builtIn;
    this.#own =
      directory === undefined ? undefined : new Templates([directory, builtInDirectory], isForVisitors);
    this.#log = log;
  }

  withoutLogo(): Views {
    const { logo: _, ...look } = this.#look;
    return new Views(look, this.#log);
  }

  /** The language that a request asks for most, else the network's own. */
  languageFor(request: AcceptingLanguages): Language {
    return languageFor(request, this.#language);
  }

  /** A template of the operator's that has a fault is one for the log: the visitor gets ours. */
  render<Name extends ViewName>(view: Name, language: Language, data: ViewData[Name]): string {
    try {
      if (this.#own) return this.#renderBy(this.#own, view, language, data);
    } catch (error) {
      const isNew = !this.#faulty.has(view);
      this.#faulty.add(view);
      if (isNew)
        this.#log.error(
          { view, reason: reasonOf(error) },
          'an own template is faulty: ours is shown instead',
        );
    }
    return this.#renderBy(this.#builtIn, view, language, data);
  }

  /** What of the operator's own templates does not compile, a sentence each. */
  get ownFaults(): readonly string[] {
    return this.#own?.faults ?? [];
  }

  /** Throws where the operator's own template has a fault. */
  tryOwn<Name extends ViewName>(view: Name, language: Language, data: ViewData[Name]): void {
    if (this.#own) this.#renderBy(this.#own, view, language, data);
  }

  #renderBy<Name extends ViewName>(
    templates: Templates,
    view: Name,
    language: Language,
    data: ViewData[Name],
  ): string {
    const html = templates.render(view, {
      ...data,
      name: this.name,
      logo: this.logo?.path,
      help: paragraphsIn(this.#look.help, language),
      footer: paragraphsIn(this.#look.footer, language),
      language,
      t: language.messages,
      style: new nunjucks.runtime.SafeString(this.#style),
    });
    const key = 'isRefused' in data && data.isRefused ? undefined : essential[view];
    if (key !== undefined && !html.includes(String(data[key as keyof typeof data])))
      throw new Error(`${view}.njk: it does not show {{ ${key} }}`);
    return html;
  }
}

function paragraphsIn(given: TextByLanguage | undefined, { tag }: Language): string[] {
  const text = textIn(given, tag);
  return text === undefined ? [] : paragraphsOf(text);
}

function styleSheetIn(directories: readonly string[]): string {
  const path = directories.map((each) => join(each, 'style.css')).find((each) => existsSync(each));
  return path === undefined ? '' : readFileSync(path, 'utf8');
}

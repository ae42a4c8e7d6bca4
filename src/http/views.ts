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

/** What each page is made of, beside the language's texts as `t` and the network's `name`. */
export interface ViewData {
  intercept: {
    readonly loginUrl: string;
    /** Why the last session ended, or why there can be none now. */
    readonly notice: string | undefined;
  };
  'login/click-through': {
    readonly terms: readonly string[];
    readonly duration: string;
    readonly device: DeviceView;
    readonly token: string;
    /** Why the last session ended, or why this login was refused. */
    readonly notice: string | undefined;
    /** Whether a login would be refused now, as the notice says. */
    readonly isRefused: boolean;
    /** Whether a session of another device would be refused as well. */
    readonly isClosed: boolean;
    /** Whether the form for a code is open. */
    readonly isMoving: boolean;
    readonly original: OriginalUrl | undefined;
  };
  status: {
    readonly session:
      | {
          readonly since: { readonly iso: string; readonly text: string };
          readonly timeLeft: string;
          readonly received: string;
          readonly sent: string;
          /** Where data is limited. */
          readonly dataLeft: string | undefined;
          readonly canExtend: boolean;
        }
      | undefined;
    readonly device: DeviceView;
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
    /** Of a `meta refresh`. */
    readonly retry: { readonly content: string } | undefined;
    readonly loginUrl: string | undefined;
  };
}

export type ViewName = keyof ViewData;

const builtInDirectory = fileURLToPath(new URL('../../../views/', import.meta.url));

/** The same for all networks, and compiled once. */
let builtIn: Templates | undefined;

/** Without this a page is of no use, whoever wrote its template; who would be refused needs no form. */
const essential: Readonly<Partial<Record<ViewName, string>>> = {
  intercept: 'loginUrl',
  'login/click-through': 'token',
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
    builtIn ??= new Templates([builtInDirectory]);
    this.#builtIn = builtIn;
    this.#own = directory === undefined ? undefined : new Templates([directory, builtInDirectory]);
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

function styleSheetIn(directories: readonly string[]): string {
  const path = directories.map((each) => join(each, 'style.css')).find((each) => existsSync(each));
  return path === undefined ? '' : readFileSync(path, 'utf8');
}

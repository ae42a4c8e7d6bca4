import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import type { Language, ProblemText } from '../languages/language.js';
import { fill } from '../languages/languages.js';
import type { OriginalUrl } from './original-url.js';

/** The visitor's own device. */
export interface DeviceView {
  /** What it calls itself, or its MAC address. */
  readonly name: string;
  /** Whether it made up its address. */
  readonly isPrivate: boolean;
}

/** What each page is made of, beside the language's texts as `t` and the network's `name`. */
export interface ViewData {
  intercept: { readonly loginUrl: string };
  'login/click-through': {
    readonly terms: readonly string[];
    readonly duration: string;
    readonly device: DeviceView;
    readonly token: string;
    /** Why the last session ended, or why this login was refused. */
    readonly notice: string | undefined;
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

const directory = fileURLToPath(new URL('../../../views/', import.meta.url));

/** The templates of `views/`. All values are escaped; one that a template asks for and nobody gives is an error. */
export class Views {
  readonly #templates: nunjucks.Environment;
  readonly #name: string;
  readonly #style: string;
  /** For `style-src` of a Content-Security-Policy: the pages' one inline style and nothing else. */
  readonly styleHash: string;

  constructor(name: string) {
    this.#name = name;
    const css = readFileSync(`${directory}style.css`, 'utf8');
    this.styleHash = `sha256-${createHash('sha256').update(css).digest('base64')}`;
    this.#style = css;
    const loader = new nunjucks.FileSystemLoader(directory);
    this.#templates = new nunjucks.Environment(loader, { autoescape: true, throwOnUndefined: true });
    this.#templates.addFilter('fill', fill);
  }

  render<Name extends ViewName>(view: Name, language: Language, data: ViewData[Name]): string {
    return this.#templates.render(`${view}.njk`, {
      ...data,
      name: this.#name,
      language,
      t: language.messages,
      style: new nunjucks.runtime.SafeString(this.#style),
    });
  }
}

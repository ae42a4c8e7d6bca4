import type { ZoneName } from '../client/zone-name.js';
import type { Looks } from '../http/looks.js';
import type { Language } from '../languages/language.js';
import { fill, languages } from '../languages/languages.js';

/** Stands in for the login URL while the page is rendered; needs no escaping, so it is found again. */
const placeholder = 'http://login-url.invalid/';

/** Stands in for the notice. */
const noticePlaceholder = 'notice-goes-here';

/** The 511 page: rendered once for each zone and language, so that a request costs only the filling in. */
export class InterceptPages {
  readonly #parts: ReadonlyMap<string, readonly string[]>;
  readonly #partsWithNotice: ReadonlyMap<string, readonly string[]>;

  constructor(looks: Looks, zones: readonly ZoneName[]) {
    const partsWith = (notice: string | undefined) =>
      new Map(
        zones.flatMap((zone) =>
          languages.map((language): [string, string[]] => [
            keyOf(zone, language),
            looks
              .ofZone(zone)
              .render('intercept', language, { loginUrl: placeholder, notice })
              .split(placeholder),
          ]),
        ),
      );
    this.#parts = partsWith(undefined);
    this.#partsWithNotice = partsWith(noticePlaceholder);
  }

  /** `loginUrl` goes into attributes as it is: see `loginUrlFor`. `notice` is a text of ours, and is escaped. */
  html(zone: ZoneName, language: Language, loginUrl: string, notice?: string): string {
    const parts = notice === undefined ? this.#parts : this.#partsWithNotice;
    const html = (parts.get(keyOf(zone, language)) ?? []).join(loginUrl);
    return notice === undefined ? html : html.replaceAll(noticePlaceholder, () => escaped(notice));
  }
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const keyOf = (zone: ZoneName, language: Language) => `${zone}/${language.tag}`;

/** The same for programs that ask for JSON: a problem document (RFC 9457) with two members of our own. */
export function interceptProblem(
  name: string,
  language: Language,
  loginUrl: string,
  apiUrl: string,
  notice?: string,
): string {
  return JSON.stringify({
    type: 'https://www.rfc-editor.org/rfc/rfc6585#section-6',
    title: fill(language.messages.interceptTitle, { name }),
    status: 511,
    detail: [notice, language.messages.interceptText].filter((each) => each !== undefined).join(' '),
    login: loginUrl,
    api: apiUrl,
  });
}

/** The login URL with the original one as `?url=`: nothing in it needs escaping in HTML, a header or JSON. */
export function loginUrlFor(portalUrl: string, original: string | undefined): string {
  if (original === undefined) return portalUrl;
  return `${portalUrl}?url=${encodeURIComponent(original).replaceAll("'", '%27')}`;
}

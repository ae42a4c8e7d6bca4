import type { Previews } from './admin/options.js';
import { type MacAddress, parseMacAddress } from './client/mac-address.js';
import type { ZoneName } from './client/zone-name.js';
import type { Looks } from './http/looks.js';
import { pageSamples } from './http/page-samples.js';
import type { ViewName } from './http/views.js';
import type { Language } from './languages/language.js';
import { termsIn } from './languages/terms.js';
import type { PortalZone } from './portal/options.js';
import { wayView } from './portal/way-view.js';

/** No device has it: the first of those for documentation (RFC 7042 §2.1.2). */
const mac = parseMacAddress('00:00:5e:00:53:00') as MacAddress;

/** What the visitors of each zone see, with its own look, terms and ways in; who it is shown to is made up. */
export function previewsOf(looks: Looks, zones: ReadonlyMap<ZoneName, PortalZone>): Previews {
  return (zone, language, page) => {
    const views = looks.ofZone(zone);
    const made = pageSamples(language);
    const samples = { ...made, login: { ...made.login, ...loginIn(zone, language) } };
    const show = <Name extends ViewName & typeof page>(view: Name) =>
      views.render(view, language, samples[view]);
    return { html: show(page), styleHash: views.styleHash };
  };

  /** What of its login page is the zone's own. */
  function loginIn(zone: ZoneName, language: Language) {
    const { ways = [], terms } = zones.get(zone) ?? {};
    const visit = { client: { mac, zone }, language, userAgent: '' };
    return {
      ways: ways.flatMap((way) => wayView(way, visit, new URLSearchParams()) ?? []),
      terms: termsIn(terms, language),
    };
  }
}

import type { WayView } from '../http/views.js';
import type { Reject, Visit, Way } from '../login/method.js';

/** The form that was sent to a method, and what that said. */
export interface RejectedForm {
  readonly method: string;
  readonly form: URLSearchParams;
  readonly reject: Reject;
}

/** Fields that are sent back to nobody, whatever a template calls them. */
const secret = /^(token|url|method|.*password.*)$/i;

/** A way's part of the login page; undefined where it has none. */
export function wayView(
  { method, texts }: Way,
  visit: Visit,
  query: URLSearchParams,
  rejected?: RejectedForm,
): WayView | undefined {
  const form = method.form(visit);
  if (!form) return undefined;
  const own = rejected?.method === method.name ? rejected : undefined;
  const linked = [...query].filter(([name]) => method.filledByLink?.includes(name));
  const entered = own ? [...own.form].filter(([name]) => !secret.test(name)) : linked;
  return {
    ...form,
    name: method.name,
    t: texts[visit.language.tag],
    fault: own && { text: own.reject.reason, field: own.reject.field },
    entered: Object.fromEntries(entered),
  };
}

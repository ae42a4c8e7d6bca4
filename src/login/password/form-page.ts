import type { Page } from '../method.js';

/** What was wrong with what the visitor sent, and with which field. */
export interface FormFault {
  readonly field: string;
  readonly text: string;
  /** Whether it was a wrong guess. */
  readonly isWrong?: true;
}

/** A form of its own page, as it is asked for or with what is to be mended; passwords are entered anew. */
export function formPage(
  view: Page['view'],
  form: URLSearchParams,
  fields: readonly string[],
  fault?: FormFault,
): Page {
  const entered = Object.fromEntries(fields.map((field) => [field, form.get(field) ?? '']));
  return {
    kind: 'page',
    view,
    data: { entered, fault: fault && { field: fault.field, text: fault.text } },
    ...(fault ? { status: 403 } : {}),
    ...(fault?.isWrong ? { isWrong: true } : {}),
  };
}

/** A page that tells how it went on. */
export const donePage = (title: string, text: string): Page => ({
  kind: 'page',
  view: 'login/password-done',
  data: { title, text },
});

import { durationForm, parseDuration } from '../../config/units.js';
import { invalid } from '../refusal.js';

/** `8h` of a form's field as a member of a request; throws a Refusal. */
export function durationIn(form: URLSearchParams): { readonly durationSeconds?: number } {
  const text = (form.get('for') ?? '').trim();
  if (text === '') return {};
  const durationSeconds = parseDuration(text);
  if (durationSeconds === undefined)
    throw invalid([{ parameter: 'for', detail: `allowed: ${durationForm}` }]);
  return { durationSeconds };
}

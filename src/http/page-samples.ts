import { bytesText, durationText, sinceText } from '../languages/amounts.js';
import type { Language } from '../languages/language.js';
import type { ViewData } from './views.js';

const noon = Date.UTC(2026, 10, 21, 12, 30);
const original = { url: 'http://www.example.org/', host: 'www.example.org' };
const token = 'VY1pY8V1v8V9QoVn4yEPfqf7vMgwkQ7kL0m8vHdH4nE';
const device = { name: 'Annas-Phone', isPrivate: true };

/** Pages as a visitor may meet them, with made-up contents: for who wants to see what they look like. */
export function pageSamples(language: Language) {
  const { messages, problems, ended } = language;
  const login: ViewData['login'] = {
    ...{ terms: [messages.termsDefault], device, token, original, ways: [] },
    ...{ notice: undefined, moveFault: undefined, isRefused: false, isClosed: false },
  };
  const error: ViewData['error'] = {
    ...{ problem: problems['unknown-device'], status: 503, reference: '3fb209c1' },
    ...{ prospect: messages.errorTemporary, isRetried: true, loginUrl: undefined },
  };
  const intercept: ViewData['intercept'] = { loginUrl: 'http://login.test/', notice: ended.data };
  return { intercept, login, status: statusIn(language), error };
}

function statusIn(language: Language): ViewData['status'] {
  const momentOf = (at: number) => ({ iso: new Date(at).toISOString(), text: sinceText(language, at) });
  return {
    session: {
      method: 'click-through',
      since: momentOf(noon),
      ...{ timeLeft: durationText(language, 25_270), timeShare: 88 },
      ...{ dataLeft: bytesText(language, 412_300_000), dataShare: 41 },
      ...{ received: bytesText(language, 569_200_000), sent: bytesText(language, 18_500_000) },
      canExtend: true,
      steps: [],
    },
    device,
    others: [
      { key: 'guest/02:00:00:00:00:0b', name: 'Annas-Laptop', since: momentOf(noon - 5_400_000) },
      { key: 'guest/02:00:00:00:00:0c', name: '02:00:00:00:00:0c', since: momentOf(noon - 86_400_000) },
    ],
    code: undefined,
    token,
    original,
    refresh: { isOn: true, otherwise: '/status?still' },
  };
}

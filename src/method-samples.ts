import type { SamplesIn } from './http/view-faults.js';
import { viewSamples } from './http/view-samples.js';
import type { WayView } from './http/views.js';
import type { Language } from './languages/language.js';
import type { MethodKind } from './login/method.js';

const fault = { text: 'This is not right.', field: undefined };
const ownPage = { token: 'token', device: { name: 'Annas-Phone', isPrivate: true } };

/** Every page with everything that it can show, those of these methods too. */
export function samplesWith(methods: readonly MethodKind[]): SamplesIn {
  return (language) => {
    const logins = viewSamples.login.map((login) => ({ ...login, ways: waysIn(methods, language) }));
    return { ...viewSamples, login: [...viewSamples.login, ...logins], ...pagesIn(methods, language) };
  };
}

function waysIn(methods: readonly MethodKind[], language: Language): WayView[] {
  return methods.flatMap(({ name, texts, samples }) => {
    const way = { name, t: texts[language.tag], entered: {} };
    return samples.flatMap((sample) => [
      { ...way, fault: undefined, ...sample },
      { ...way, fault, ...sample },
    ]);
  });
}

function pagesIn(methods: readonly MethodKind[], language: Language) {
  const pages = methods.flatMap(({ texts, pageSamples = {} }) =>
    Object.entries(pageSamples).map(([view, samples]) => {
      const way = { t: texts[language.tag] };
      return [view, samples.map((sample) => ({ ...ownPage, way, ...sample }))] as const;
    }),
  );
  return Object.fromEntries(pages);
}

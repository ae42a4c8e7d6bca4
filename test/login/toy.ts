import type { z } from 'zod';
import { section, text } from '../../src/config/fields.js';
import { PortalError } from '../../src/errors.js';
import type { MethodKind } from '../../src/login/method.js';
import type { PlanName } from '../../src/plan/plan.js';

interface Settings {
  readonly word: string;
  readonly plan?: PlanName;
}

const usual: Settings = { word: 'please' };

const texts = {
  ask: 'What is the word?',
  wrong: 'That is not <the> word.',
  hint: 'It is what children learn.',
};

/** A method that nothing in the product knows: whoever says the magic word gets in. */
export const toy: MethodKind<Settings> = {
  name: 'toy',
  texts: { en: texts, de: texts, fr: texts, es: texts, ar: texts },
  samples: [{}],
  settings: ({ plan }) => section({ word: text(20), plan: plan.exactOptional() }) as z.ZodType<Settings>,
  open: ({ word } = usual, { plans }) => ({
    method: () => ({
      name: 'toy',
      canExtend: false,
      form: () => ({}),
      accountOf: (form) => form.get('who') ?? undefined,
      login: async ({ form, client }) => {
        const [who, said] = [form.get('who') ?? '', form.get('word')];
        if (said === 'silence') throw new PortalError('backend-silent', { detail: 'the oracle is silent' });
        if (said === 'elsewhere') return { kind: 'go', location: 'https://oracle.test/ask' };
        if (said !== word) return { kind: 'reject', reason: texts.wrong, field: 'word', isWrong: true };
        const plan = Object.values(plans)[0] ?? { durationSeconds: 600 };
        return { kind: 'accept', user: who, plan, notAfter: 60_000_000, notes: { from: client.zone } };
      },
      steps: {
        hint: async ({ query }) => ({
          kind: 'page',
          view: 'login/toy-hint',
          data: { asked: query.get('asked') },
        }),
      },
    }),
  }),
};

/** Its templates, as an operator would put them beside ours. */
export const toyViews = {
  'login/toy.njk': `<form method="post" action="/login">{% include "login/fields.njk" %}
<label for="word">{{ way.t.ask }}</label>
<input id="who" name="who" value="{{ way.entered.who or "" }}">
<input id="word" name="word"{% if way.fault %} aria-invalid="true" aria-describedby="fault-toy"{% endif %}>
{% include "login/fault.njk" %}<button>Go</button></form>`,
  'login/toy-hint.njk':
    '{% extends "layout.njk" %}{% block main %}<p>{{ way.t.hint }} {{ asked }}</p>{% endblock %}',
};

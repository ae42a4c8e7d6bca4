import type { PortalError, ProblemCode } from '../errors.js';
import { en } from '../languages/en.js';

type Text = (typeof en.problems)[ProblemCode];

/** Where what a visitor is told would say nothing to an operator. */
const ownTexts: Partial<Readonly<Record<ProblemCode, Text>>> = {
  unexpected: {
    title: 'Something went wrong',
    text: 'A fault that nobody foresaw. The log says more under the reference.',
  },
  'firewall-unavailable': {
    title: 'The firewall does not answer',
    text: 'What was recorded before it failed is done as soon as it answers. The log says more under the reference.',
  },
  'store-unavailable': {
    title: 'It could not be recorded',
    text: 'The store cannot be written, so nothing was changed. The log says why under the reference.',
  },
  'store-full': {
    title: 'The disk is full',
    text: 'It could not be recorded, so nothing was changed. Make space where the state directory is.',
  },
  'not-kept': {
    title: 'Done, but not for good',
    text: 'The device is shut out, but only until the daemon restarts: the store cannot be written. The log says why under the reference.',
  },
};

const textOf = (code: ProblemCode): Text => ownTexts[code] ?? en.problems[code];

export const titleOf = ({ code }: PortalError) => textOf(code).title;

/** What people are told of it: what has failed is for the log only, what was refused is said. */
export const sentenceOf = ({ code, status, message }: PortalError) =>
  status >= 500 ? textOf(code).text : message;

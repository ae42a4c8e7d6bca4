import type { Samples } from './views.js';

const original = { url: 'http://www.example.test/', host: 'www.example.test' };
const session = {
  method: 'click-through',
  since: { iso: '2030-05-17T12:00:00.000Z', text: 'today' },
  ...{ timeLeft: '1 hour', timeShare: 12, dataLeft: '1 MB', dataShare: 50 },
  ...{ received: '1 MB', sent: '1 kB', canExtend: true },
  steps: [{ path: '/login/password/change', title: 'Change the password' }],
};
const device = { name: 'Annas-Phone', isPrivate: true };
const oldDevice = { name: '00:00:5e:00:53:01', isPrivate: false };
const others = [{ key: 'guest/00:00:5e:00:53:02', name: 'Annas-Laptop', since: session.since }];
const code = { text: 'CDFH-JKMN', lasts: '9 minutes' };
const problem = { title: 'A title', text: 'A text.' };
const error = { problem, status: 503, reference: '01234567' };

/** Each view with everything that it can show, and with nothing that it can do without. */
export const viewSamples = {
  intercept: [
    { loginUrl: 'http://login.test/', notice: 'Closed.' },
    { loginUrl: 'http://login.test/', notice: undefined },
  ],
  login: [
    {
      terms: ['One.', 'Two.'],
      ways: [],
      device,
      token: 'token',
      notice: 'You left.',
      isRefused: false,
      isClosed: false,
      moveFault: 'Not this one.',
      original,
    },
    {
      terms: [],
      ways: [],
      device: oldDevice,
      token: 'token',
      notice: undefined,
      isRefused: false,
      isClosed: false,
      moveFault: undefined,
      original: undefined,
    },
    {
      terms: [],
      ways: [],
      device,
      token: 'token',
      notice: 'Closed.',
      isRefused: true,
      isClosed: true,
      moveFault: undefined,
      original: undefined,
    },
  ],
  status: [
    {
      session,
      device,
      others,
      code,
      token: 'token',
      original,
      refresh: { isOn: true, otherwise: '/status?still' },
    },
    {
      session: { ...session, canExtend: false, dataLeft: undefined, dataShare: undefined, steps: [] },
      device,
      others: [],
      refresh: { isOn: false, otherwise: '/status' },
      code: undefined,
      token: 'token',
      original: undefined,
    },
    {
      session: undefined,
      device: oldDevice,
      others: [],
      refresh: { isOn: true, otherwise: '/status?still' },
      code: undefined,
      token: 'token',
      original: undefined,
    },
  ],
  error: [
    { ...error, prospect: 'It will pass.', isRetried: true, loginUrl: 'http://login.test/' },
    { ...error, prospect: undefined, isRetried: false, loginUrl: undefined },
  ],
} satisfies Samples;

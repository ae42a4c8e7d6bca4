import type { ViewData, ViewName } from './views.js';

const original = { url: 'http://www.example.test/', host: 'www.example.test' };
const session = {
  since: { iso: '2030-05-17T12:00:00.000Z', text: 'today' },
  ...{ timeLeft: '1 hour', received: '1 MB', sent: '1 kB', dataLeft: '1 MB', canExtend: true },
};
const device = { name: 'Annas-Phone', isPrivate: true };
const oldDevice = { name: '00:00:5e:00:53:01', isPrivate: false };
const code = { text: 'CDFH-JKMN', lasts: '9 minutes' };
const problem = { title: 'A title', text: 'A text.' };
const error = { problem, status: 503, reference: '01234567' };

/** Each view with everything that it can show, and with nothing that it can do without. */
export const viewSamples: { readonly [Name in ViewName]: readonly ViewData[Name][] } = {
  intercept: [
    { loginUrl: 'http://login.test/', notice: 'Closed.' },
    { loginUrl: 'http://login.test/', notice: undefined },
  ],
  'login/click-through': [
    {
      terms: ['One.', 'Two.'],
      duration: '8 hours',
      device,
      token: 'token',
      notice: 'You left.',
      isRefused: false,
      isClosed: false,
      isMoving: true,
      original,
    },
    {
      terms: [],
      duration: '8 hours',
      device: oldDevice,
      token: 'token',
      notice: undefined,
      isRefused: false,
      isClosed: false,
      isMoving: false,
      original: undefined,
    },
    {
      terms: [],
      duration: '8 hours',
      device,
      token: 'token',
      notice: 'Closed.',
      isRefused: true,
      isClosed: true,
      isMoving: false,
      original: undefined,
    },
  ],
  status: [
    { session, device, code, token: 'token', original },
    {
      session: { ...session, canExtend: false, dataLeft: undefined },
      device,
      code: undefined,
      token: 'token',
      original: undefined,
    },
    { session: undefined, device: oldDevice, code: undefined, token: 'token', original: undefined },
  ],
  error: [
    { ...error, prospect: 'It will pass.', retry: { content: '5' }, loginUrl: 'http://login.test/' },
    { ...error, prospect: undefined, retry: undefined, loginUrl: undefined },
  ],
};

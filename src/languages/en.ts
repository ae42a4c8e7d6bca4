import type { Language } from './language.js';

/** The texts of all pages in English. `{…}` is filled in. */
export const en: Language = {
  tag: 'en',
  direction: 'ltr',
  messages: {
    interceptTitle: 'Sign in to {name}',
    interceptText: 'This network asks you to sign in before you go on.',
    interceptLink: 'Open the sign-in page',

    loginTitle: 'Welcome to {name}',
    loginIntro: 'Please read the terms of use. Then you can go online.',
    loginDuration: 'You will be online for {duration}.',
    loginContinue: 'Then you can go on to {host}.',
    termsTitle: 'Terms of use',
    termsDefault:
      'Use this network fairly and lawfully. It is open: protect what you send, as https does. The operator sees which device is online, since when, and how much it transfers, but not what.',
    accept: 'Accept and go online',

    device: 'This device',
    devicePrivate:
      'It uses a private address, made up for this network. If that changes, the network takes it for a new device.',
    moveTitle: 'Continue a session with a code',
    moveIntro:
      'On the device that is online, open the page “You are online” and choose “Move to another device”. With the code that appears, the session continues here and ends there.',
    moveCode: 'Code',
    moveSubmit: 'Continue the session',
    moveWrong: 'This code is not right, or no longer valid.',
    tooManyGuesses: 'Too many wrong attempts. Please try again in {duration}.',
    moveAsk: 'Move to another device',
    moveShown:
      'Enter this code on the sign-in page of another device, or of this one when its address has changed. The session then continues there and ends here. Valid for {duration}.',

    statusTitle: 'You are online',
    statusAllowed: 'This device is always let through.',
    statusContinue: 'Go on to {host}',
    since: 'Online since',
    timeLeft: 'Time left',
    dataLeft: 'Data left',
    received: 'Received',
    sent: 'Sent',
    extend: 'Extend the session',
    logout: 'Log out',
    othersTitle: 'Your other devices',
    othersLogout: 'Log out',
    refreshStop: 'Stop refreshing this page',
    refreshStart: 'Let this page refresh itself',
    helpTitle: 'Help',

    errorTemporary: 'This is temporary.',
    errorPermanent: 'Trying again will not help.',
    errorRetries: 'This page tries again by itself.',
    errorLogin: 'To the sign-in page',
    errorReference: 'Reference',
  },
  ended: {
    'User-Request': 'You have logged out.',
    'Idle-Timeout': 'Your session ended, because your device was quiet for a while.',
    'Session-Timeout': 'Your session ended, because its time was up.',
    'Admin-Reset': 'Your session was ended by the operator.',
    'NAS-Request': 'Your session was ended by the network.',
    'Port-Preempted': 'Your session ended, because another of your devices took its place.',
    data: 'Your session ended, because its data was used up.',
    time: 'Your session ended, because its time online was used up.',
    'daily-data': 'Your session ended, because the data for today was used up.',
    'daily-time': 'Your session ended, because the time for today was used up.',
    day: 'Your session ended, because a new day has begun.',
    hours: 'Your session ended, because the network has closed.',
  },
  refused: {
    hours: 'The network is closed now.',
    data: 'Your data is used up.',
    time: 'Your time online is used up.',
    'daily-data': 'Your data for today is used up.',
    'daily-time': 'Your time for today is used up.',
    devices: 'As many of your devices are online as may be at once.',
  },
  refusedUntil: {
    hours: 'It opens on {moment}.',
    data: 'You can sign in again on {moment}.',
    time: 'You can sign in again on {moment}.',
    'daily-data': 'You can sign in again on {moment}.',
    'daily-time': 'You can sign in again on {moment}.',
    devices: 'The first place is free on {moment}.',
  },
  problems: {
    'bad-request': {
      title: 'The request was not understood',
      text: 'What your device sent is not a valid request.',
    },
    'form-expired': {
      title: 'This page is too old',
      text: 'Please open the sign-in page again and try once more.',
    },
    'foreign-origin': {
      title: 'Not from here',
      text: 'The form was sent from another site, so nothing was done.',
    },
    'outside-every-zone': {
      title: 'You are not on the guest network',
      text: 'Signing in works only from a device that is on the guest network itself.',
    },
    denied: {
      title: 'This device is not admitted',
      text: 'The operator has shut this device out. Please ask at the counter.',
    },
    'not-found': { title: 'There is no such page', text: 'Nothing is kept under this address.' },
    'method-not-allowed': {
      title: 'Not possible here',
      text: 'This address does not do what was asked of it.',
    },
    'request-timeout': { title: 'That took too long', text: 'The request did not arrive whole in time.' },
    'content-too-large': {
      title: 'Too much was sent',
      text: 'The form is larger than any that is expected here.',
    },
    'uri-too-long': { title: 'The address is too long', text: 'No page here has so long an address.' },
    'expectation-failed': {
      title: 'More was expected than is done here',
      text: 'The request expects of this site what it does not do.',
    },
    'misdirected-request': { title: 'The wrong address', text: 'This site is known under another name.' },
    'headers-too-large': {
      title: 'Too much was sent',
      text: 'The head of the request is larger than is accepted here.',
    },
    unexpected: {
      title: 'Something went wrong',
      text: 'A fault that nobody foresaw. The operator can find it by the reference.',
    },
    'method-unknown': { title: 'Not a known method', text: 'No page here knows this kind of request.' },
    'backend-invalid': {
      title: 'Signing in is not possible now',
      text: 'The service that checks logins gave an answer that cannot be trusted. Nothing was changed. Please try again.',
    },
    'backend-unavailable': {
      title: 'Signing in is not possible now',
      text: 'The service that checks logins cannot be reached. Nothing was changed. Please try again.',
    },
    'backend-silent': {
      title: 'Signing in takes too long',
      text: 'The service that checks logins did not answer in time. Nothing was changed. Please try again.',
    },
    'opening-soon': { title: 'Just a moment', text: 'You are signed in; the way is being opened.' },
    'unknown-device': {
      title: 'Your device was not recognised',
      text: 'The network does not know your device yet. A moment usually helps.',
    },
    'firewall-unavailable': {
      title: 'The way could not be opened',
      text: 'You are signed in, but the firewall does not answer. It is being repaired.',
    },
    'store-unavailable': {
      title: 'Signing in is not possible now',
      text: 'Your login could not be recorded, so nothing was changed.',
    },
    overloaded: {
      title: 'Too many connections at once',
      text: 'The service has more to do than it can. It tries to serve everybody again in a few seconds.',
    },
    'shutting-down': { title: 'The service is restarting', text: 'It will be back in a moment.' },
    'version-not-supported': {
      title: 'Not a version that is spoken here',
      text: 'This server speaks HTTP/1.1 and HTTP/1.0.',
    },
    'store-full': {
      title: 'Signing in is not possible now',
      text: 'The operator’s disk is full, so your login could not be recorded and nothing was changed. Please tell the operator.',
    },
    'not-kept': {
      title: 'You are signed out for now',
      text: 'That could not be recorded: when the service restarts, you may be online again. Please tell the operator.',
    },
    'redirect-loop': {
      title: 'The sign-in page leads back here',
      text: 'The network is set up so that its own sign-in page cannot be reached. Please tell the operator.',
    },
  },
};

import type { Language } from './language.js';

export const de: Language = {
  tag: 'de',
  direction: 'ltr',
  messages: {
    interceptTitle: 'Anmelden bei {name}',
    interceptText: 'In diesem Netz melden Sie sich an, bevor es weitergeht.',
    interceptLink: 'Zur Anmeldung',

    loginTitle: 'Willkommen bei {name}',
    loginIntro: 'Bitte lesen Sie die Nutzungsbedingungen. Danach sind Sie online.',
    loginDuration: 'Sie sind dann {duration} online.',
    loginContinue: 'Danach geht es weiter zu {host}.',
    termsTitle: 'Nutzungsbedingungen',
    termsDefault:
      'Nutzen Sie dieses Netz rücksichtsvoll und im Rahmen der Gesetze. Es ist offen: Schützen Sie, was Sie senden, wie es https tut. Der Betreiber sieht, welches Gerät seit wann online ist und wie viel es überträgt, aber nicht was.',
    accept: 'Zustimmen und online gehen',

    device: 'Dieses Gerät',
    devicePrivate:
      'Es benutzt eine private Adresse, nur für dieses Netz ausgedacht. Ändert sie sich, hält das Netz es für ein neues Gerät.',
    moveTitle: 'Sitzung mit einem Code fortsetzen',
    moveIntro:
      'Öffnen Sie auf dem Gerät, das online ist, die Seite „Sie sind online“ und wählen Sie „Auf ein anderes Gerät mitnehmen“. Mit dem Code, der dann erscheint, geht die Sitzung hier weiter und endet dort.',
    moveCode: 'Code',
    moveSubmit: 'Sitzung fortsetzen',
    moveWrong: 'Dieser Code stimmt nicht oder gilt nicht mehr.',
    tooManyGuesses: 'Zu viele falsche Versuche. Bitte versuchen Sie es in {duration} wieder.',
    moveAsk: 'Auf ein anderes Gerät mitnehmen',
    moveShown:
      'Geben Sie diesen Code auf der Anmeldeseite eines anderen Geräts ein, oder dieses Geräts, wenn sich seine Adresse geändert hat. Die Sitzung geht dann dort weiter und endet hier. Er gilt noch {duration}.',

    statusTitle: 'Sie sind online',
    statusAllowed: 'Dieses Gerät wird immer durchgelassen.',
    statusContinue: 'Weiter zu {host}',
    since: 'Online seit',
    timeLeft: 'Restzeit',
    dataLeft: 'Daten übrig',
    received: 'Empfangen',
    sent: 'Gesendet',
    extend: 'Sitzung verlängern',
    logout: 'Abmelden',
    othersTitle: 'Ihre anderen Geräte',
    othersLogout: 'Abmelden',
    refreshStop: 'Diese Seite nicht mehr von selbst erneuern',
    refreshStart: 'Diese Seite von selbst erneuern lassen',
    helpTitle: 'Hilfe',

    errorTemporary: 'Das ist vorübergehend.',
    errorPermanent: 'Ein neuer Versuch hilft nicht.',
    errorRetries: 'Diese Seite versucht es von selbst noch einmal.',
    errorLogin: 'Zur Anmeldung',
    errorReference: 'Kennung',
  },
  ended: {
    'User-Request': 'Sie haben sich abgemeldet.',
    'Idle-Timeout': 'Ihre Sitzung ist beendet, weil Ihr Gerät eine Weile nichts übertragen hat.',
    'Session-Timeout': 'Ihre Sitzung ist beendet, weil die Zeit um ist.',
    'Admin-Reset': 'Ihre Sitzung wurde vom Betreiber beendet.',
    'NAS-Request': 'Ihre Sitzung wurde vom Netz beendet.',
    'Port-Preempted': 'Ihre Sitzung ist beendet, weil ein anderes Ihrer Geräte ihren Platz bekommen hat.',
    data: 'Ihre Sitzung ist beendet, weil ihr Datenvolumen verbraucht ist.',
    time: 'Ihre Sitzung ist beendet, weil Ihre Online-Zeit verbraucht ist.',
    'daily-data': 'Ihre Sitzung ist beendet, weil das Datenvolumen für heute verbraucht ist.',
    'daily-time': 'Ihre Sitzung ist beendet, weil die Zeit für heute verbraucht ist.',
    day: 'Ihre Sitzung ist beendet, weil ein neuer Tag begonnen hat.',
    hours: 'Ihre Sitzung ist beendet, weil das Netz jetzt geschlossen ist.',
  },
  refused: {
    hours: 'Das Netz ist jetzt geschlossen.',
    data: 'Ihr Datenvolumen ist verbraucht.',
    time: 'Ihre Online-Zeit ist verbraucht.',
    'daily-data': 'Ihr Datenvolumen für heute ist verbraucht.',
    'daily-time': 'Ihre Zeit für heute ist verbraucht.',
    devices: 'Es sind schon so viele Ihrer Geräte online, wie es gleichzeitig sein dürfen.',
  },
  refusedUntil: {
    hours: 'Es öffnet am {moment} Uhr.',
    data: 'Sie können sich am {moment} Uhr wieder anmelden.',
    time: 'Sie können sich am {moment} Uhr wieder anmelden.',
    'daily-data': 'Sie können sich am {moment} Uhr wieder anmelden.',
    'daily-time': 'Sie können sich am {moment} Uhr wieder anmelden.',
    devices: 'Der erste Platz wird am {moment} Uhr frei.',
  },
  problems: {
    'bad-request': {
      title: 'Die Anfrage war unverständlich',
      text: 'Was Ihr Gerät gesendet hat, ist keine gültige Anfrage.',
    },
    'form-expired': {
      title: 'Diese Seite ist zu alt',
      text: 'Bitte öffnen Sie die Anmeldung neu und versuchen Sie es noch einmal.',
    },
    'foreign-origin': {
      title: 'Nicht von hier',
      text: 'Das Formular kam von einer anderen Seite, darum ist nichts geschehen.',
    },
    'outside-every-zone': {
      title: 'Sie sind nicht im Gastnetz',
      text: 'Anmelden kann sich nur ein Gerät, das selbst im Gastnetz ist.',
    },
    denied: {
      title: 'Dieses Gerät ist nicht zugelassen',
      text: 'Der Betreiber hat dieses Gerät ausgeschlossen. Bitte fragen Sie am Tresen.',
    },
    'not-found': { title: 'Diese Seite gibt es nicht', text: 'Unter dieser Adresse liegt nichts.' },
    'method-not-allowed': {
      title: 'Das geht hier nicht',
      text: 'Diese Adresse kann nicht, was verlangt wurde.',
    },
    'request-timeout': {
      title: 'Das hat zu lange gedauert',
      text: 'Die Anfrage kam nicht rechtzeitig vollständig an.',
    },
    'content-too-large': {
      title: 'Zu viel gesendet',
      text: 'Das Formular ist größer als jedes, das hier erwartet wird.',
    },
    'uri-too-long': { title: 'Die Adresse ist zu lang', text: 'Keine Seite hier hat eine so lange Adresse.' },
    'expectation-failed': {
      title: 'Mehr erwartet, als es hier gibt',
      text: 'Die Anfrage erwartet von diesem Server etwas, das er nicht tut.',
    },
    'misdirected-request': { title: 'Die falsche Adresse', text: 'Dieser Server hat einen anderen Namen.' },
    'headers-too-large': {
      title: 'Zu viel gesendet',
      text: 'Der Kopf der Anfrage ist größer, als hier angenommen wird.',
    },
    unexpected: {
      title: 'Etwas ist schiefgegangen',
      text: 'Ein Fehler, mit dem niemand gerechnet hat. Der Betreiber findet ihn über die Kennung.',
    },
    'method-unknown': {
      title: 'Keine bekannte Methode',
      text: 'Keine Seite hier kennt diese Art von Anfrage.',
    },
    'backend-invalid': {
      title: 'Anmelden ist gerade nicht möglich',
      text: 'Der Dienst, der Anmeldungen prüft, gab eine Antwort, der nicht zu trauen ist. Es wurde nichts geändert. Bitte versuchen Sie es noch einmal.',
    },
    'backend-unavailable': {
      title: 'Anmelden ist gerade nicht möglich',
      text: 'Der Dienst, der Anmeldungen prüft, ist nicht erreichbar. Es wurde nichts geändert. Bitte versuchen Sie es noch einmal.',
    },
    'backend-silent': {
      title: 'Das Anmelden dauert zu lange',
      text: 'Der Dienst, der Anmeldungen prüft, hat nicht rechtzeitig geantwortet. Es wurde nichts geändert. Bitte versuchen Sie es noch einmal.',
    },
    'opening-soon': { title: 'Einen Augenblick', text: 'Sie sind angemeldet; der Weg wird gerade geöffnet.' },
    'unknown-device': {
      title: 'Ihr Gerät wurde nicht erkannt',
      text: 'Das Netz kennt Ihr Gerät noch nicht. Meist hilft ein Augenblick Geduld.',
    },
    'firewall-unavailable': {
      title: 'Der Weg ließ sich nicht öffnen',
      text: 'Sie sind angemeldet, aber die Firewall antwortet nicht. Sie wird gerade repariert.',
    },
    'store-unavailable': {
      title: 'Anmelden geht gerade nicht',
      text: 'Ihre Anmeldung ließ sich nicht festhalten, darum hat sich nichts geändert.',
    },
    overloaded: {
      title: 'Zu viele Verbindungen auf einmal',
      text: 'Der Dienst hat mehr zu tun, als er kann. In einigen Sekunden versucht er wieder, alle zu bedienen.',
    },
    'shutting-down': { title: 'Der Dienst startet neu', text: 'Er ist gleich wieder da.' },
    'version-not-supported': {
      title: 'Diese Version wird hier nicht gesprochen',
      text: 'Dieser Server spricht HTTP/1.1 und HTTP/1.0.',
    },
    'store-full': {
      title: 'Anmelden geht gerade nicht',
      text: 'Die Festplatte des Betreibers ist voll, darum ließ sich Ihre Anmeldung nicht festhalten und nichts hat sich geändert. Bitte sagen Sie dem Betreiber Bescheid.',
    },
    'not-kept': {
      title: 'Sie sind vorerst abgemeldet',
      text: 'Das ließ sich nicht festhalten: Wenn der Dienst neu startet, sind Sie vielleicht wieder online. Bitte sagen Sie dem Betreiber Bescheid.',
    },
    'redirect-loop': {
      title: 'Die Anmeldung führt hierher zurück',
      text: 'Das Netz ist so eingerichtet, dass seine eigene Anmeldeseite nicht erreichbar ist. Bitte sagen Sie dem Betreiber Bescheid.',
    },
  },
};

import type { LanguageTag } from '../../look/language-tag.js';

/** `{provider}` is the name that visitors know, `{site}` what they type to open the portal. */
export interface OidcTexts {
  readonly start: string;
  readonly leaveTitle: string;
  readonly leaveText: string;
  readonly leaveLink: string;
  readonly browserTitle: string;
  readonly browserText: string;
  readonly closeApple: string;
  readonly closeOther: string;
  readonly openSite: string;
  readonly startAgain: string;
  readonly tryHere: string;
  readonly cancelled: string;
  readonly stale: string;
  readonly foreignMail: string;
  readonly tooMany: string;
}

export const texts: Readonly<Record<LanguageTag, OidcTexts>> = {
  en: {
    start: 'Continue with {provider}',
    leaveTitle: 'On to {provider}',
    leaveText: 'You log in at {provider} and come back here by yourself. You have {duration} for it.',
    leaveLink: 'Go to {provider}',
    browserTitle: 'Please open your browser',
    browserText:
      '{provider} may refuse to log you in here, in the sign-in window of your device. In your browser it works:',
    closeApple: 'Close this window with “Cancel”, and choose “Use Without Internet”.',
    closeOther: 'Choose “Use this network as is” in the menu of this window.',
    openSite: 'Open your browser and type this address:',
    startAgain: 'Choose {provider} there once more. The way to {provider} is open for {duration}.',
    tryHere: 'Try it here nevertheless',
    cancelled: 'The login at {provider} was cancelled.',
    stale: 'This login took too long or is already over. Please begin again.',
    foreignMail: 'Your mail address at {provider} is not one of those that may log in here.',
    tooMany: 'You have begun to log in too often. Try again in {duration}, or use another way.',
  },
  de: {
    start: 'Weiter mit {provider}',
    leaveTitle: 'Weiter zu {provider}',
    leaveText:
      'Sie melden sich bei {provider} an und kommen von selbst hierher zurück. Sie haben dafür {duration} Zeit.',
    leaveLink: 'Zu {provider}',
    browserTitle: 'Bitte öffnen Sie Ihren Browser',
    browserText:
      '{provider} lehnt die Anmeldung hier, im Anmeldefenster Ihres Geräts, vielleicht ab. In Ihrem Browser gelingt sie:',
    closeApple: 'Schließen Sie dieses Fenster mit „Abbrechen“ und wählen Sie „Ohne Internet verwenden“.',
    closeOther: 'Wählen Sie im Menü dieses Fensters „Dieses Netzwerk unverändert verwenden“.',
    openSite: 'Öffnen Sie Ihren Browser und geben Sie diese Adresse ein:',
    startAgain: 'Wählen Sie dort noch einmal {provider}. Der Weg zu {provider} ist {duration} lang offen.',
    tryHere: 'Trotzdem hier versuchen',
    cancelled: 'Die Anmeldung bei {provider} wurde abgebrochen.',
    stale: 'Diese Anmeldung hat zu lange gedauert oder ist schon vorbei. Bitte beginnen Sie von vorn.',
    foreignMail: 'Ihre Mailadresse bei {provider} gehört nicht zu denen, die sich hier anmelden dürfen.',
    tooMany:
      'Sie haben zu oft mit der Anmeldung begonnen. Versuchen Sie es in {duration} wieder oder nehmen Sie einen anderen Weg.',
  },
  fr: {
    start: 'Continuer avec {provider}',
    leaveTitle: 'Vers {provider}',
    leaveText:
      'Vous vous connectez chez {provider} et revenez ici automatiquement. Vous disposez de {duration} pour cela.',
    leaveLink: 'Aller chez {provider}',
    browserTitle: 'Veuillez ouvrir votre navigateur',
    browserText:
      '{provider} peut refuser la connexion ici, dans la fenêtre de connexion de votre appareil. Dans votre navigateur, elle fonctionne :',
    closeApple: 'Fermez cette fenêtre avec « Annuler », puis choisissez « Utiliser sans Internet ».',
    closeOther: 'Dans le menu de cette fenêtre, choisissez « Utiliser ce réseau tel quel ».',
    openSite: 'Ouvrez votre navigateur et saisissez cette adresse :',
    startAgain:
      'Choisissez-y encore une fois {provider}. L’accès à {provider} est ouvert pendant {duration}.',
    tryHere: 'Essayer ici quand même',
    cancelled: 'La connexion chez {provider} a été annulée.',
    stale: 'Cette connexion a pris trop de temps ou est déjà terminée. Veuillez recommencer.',
    foreignMail: 'Votre adresse e-mail chez {provider} ne fait pas partie de celles admises ici.',
    tooMany:
      'Vous avez commencé trop de connexions. Réessayez dans {duration}, ou choisissez un autre moyen.',
  },
  es: {
    start: 'Continuar con {provider}',
    leaveTitle: 'Hacia {provider}',
    leaveText: 'Inicie sesión en {provider} y volverá aquí automáticamente. Dispone de {duration} para ello.',
    leaveLink: 'Ir a {provider}',
    browserTitle: 'Abra su navegador',
    browserText:
      'Es posible que {provider} no admita el acceso aquí, en la ventana de inicio de sesión de su dispositivo. En su navegador funciona:',
    closeApple: 'Cierre esta ventana con «Cancelar» y elija «Usar sin internet».',
    closeOther: 'En el menú de esta ventana, elija «Usar esta red tal cual».',
    openSite: 'Abra su navegador y escriba esta dirección:',
    startAgain: 'Elija allí de nuevo {provider}. El camino a {provider} está abierto durante {duration}.',
    tryHere: 'Intentarlo aquí de todos modos',
    cancelled: 'Se canceló el acceso en {provider}.',
    stale: 'Este acceso tardó demasiado o ya ha terminado. Empiece de nuevo.',
    foreignMail: 'Su dirección de correo en {provider} no es de las que pueden acceder aquí.',
    tooMany: 'Ha empezado a acceder demasiadas veces. Inténtelo de nuevo en {duration} o use otra manera.',
  },
  ar: {
    start: 'المتابعة باستخدام ⁨{provider}⁩',
    leaveTitle: 'إلى ⁨{provider}⁩',
    leaveText: 'سجّل الدخول لدى ⁨{provider}⁩ وستعود إلى هنا تلقائيًا. لديك {duration} لذلك.',
    leaveLink: 'الذهاب إلى ⁨{provider}⁩',
    browserTitle: 'يُرجى فتح المتصفح',
    browserText: 'قد يرفض ⁨{provider}⁩ تسجيل الدخول هنا، في نافذة الدخول الخاصة بجهازك. في المتصفح ينجح ذلك:',
    closeApple: 'أغلق هذه النافذة بالضغط على «إلغاء»، ثم اختر «استخدام بدون إنترنت».',
    closeOther: 'من قائمة هذه النافذة اختر «استخدام هذه الشبكة كما هي».',
    openSite: 'افتح المتصفح واكتب هذا العنوان:',
    startAgain: 'اختر هناك ⁨{provider}⁩ مرة أخرى. الطريق إلى ⁨{provider}⁩ مفتوح لمدة {duration}.',
    tryHere: 'المحاولة هنا رغم ذلك',
    cancelled: 'أُلغي تسجيل الدخول لدى ⁨{provider}⁩.',
    stale: 'استغرق تسجيل الدخول هذا وقتًا طويلًا أو انتهى بالفعل. يُرجى البدء من جديد.',
    foreignMail: 'عنوان بريدك لدى ⁨{provider}⁩ ليس من العناوين المسموح لها بالدخول هنا.',
    tooMany: 'بدأت تسجيل الدخول مرات كثيرة جدًا. حاول مرة أخرى بعد {duration}، أو استخدم طريقة أخرى.',
  },
};

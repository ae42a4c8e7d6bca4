import type { LanguageTag } from '../../look/language-tag.js';

/** What visitors read of accounts. `{…}` is filled in. */
interface PasswordTexts {
  readonly name: string;
  readonly password: string;
  readonly submit: string;
  readonly wrong: string;
  readonly waiting: string;
  readonly disabled: string;
  readonly over: string;
  readonly unusable: string;
  readonly length: string;
  readonly common: string;
  readonly changeTitle: string;
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly hint: string;
  readonly endOthers: string;
  readonly changed: string;
  readonly registerTitle: string;
  readonly registerIntro: string;
  readonly who: string;
  readonly nameForm: string;
  readonly nameTaken: string;
  readonly full: string;
  readonly asked: string;
  readonly back: string;
}

export const texts: Readonly<Record<LanguageTag, PasswordTexts>> = {
  en: {
    name: 'Name',
    password: 'Password',
    submit: 'Accept and sign in',
    wrong: 'This name and this password do not belong together.',
    waiting: 'This account is waiting for the operator’s approval. Please try again later.',
    disabled: 'This account is disabled. Please ask the operator.',
    over: 'This account is no longer valid. Please ask the operator.',
    unusable: 'This account cannot be used now. Please ask the operator.',
    length: 'A password has at least 8 characters, and 128 at most.',
    common: 'This password is too easy to guess. Please choose another one.',
    changeTitle: 'Change the password',
    oldPassword: 'Old password',
    newPassword: 'New password',
    hint: 'At least 8 characters; a few words are good.',
    endOthers: 'Log out my other devices',
    changed: 'Your password is changed.',
    registerTitle: 'Ask for an account',
    registerIntro:
      'The operator looks at your request. When it is approved you can go online with this name and password.',
    who: 'Who you are, for the operator',
    nameForm: 'A name has up to 64 letters, digits and . _ @ + -, and begins with a letter or digit.',
    nameTaken: 'This name is taken. Please choose another one.',
    full: 'No more requests are taken now. Please ask the operator.',
    asked:
      'Your request is waiting for the operator’s approval. Afterwards you can go online with your name and password.',
    back: 'Back',
  },
  de: {
    name: 'Name',
    password: 'Passwort',
    submit: 'Zustimmen und anmelden',
    wrong: 'Dieser Name und dieses Passwort gehören nicht zusammen.',
    waiting:
      'Dieses Konto wartet auf die Freigabe durch den Betreiber. Bitte versuchen Sie es später wieder.',
    disabled: 'Dieses Konto ist gesperrt. Bitte wenden Sie sich an den Betreiber.',
    over: 'Dieses Konto gilt nicht mehr. Bitte wenden Sie sich an den Betreiber.',
    unusable: 'Dieses Konto kann gerade nicht benutzt werden. Bitte wenden Sie sich an den Betreiber.',
    length: 'Ein Passwort hat mindestens 8 und höchstens 128 Zeichen.',
    common: 'Dieses Passwort ist zu leicht zu erraten. Bitte wählen Sie ein anderes.',
    changeTitle: 'Passwort ändern',
    oldPassword: 'Altes Passwort',
    newPassword: 'Neues Passwort',
    hint: 'Mindestens 8 Zeichen; einige Wörter sind gut.',
    endOthers: 'Meine anderen Geräte abmelden',
    changed: 'Ihr Passwort ist geändert.',
    registerTitle: 'Ein Konto beantragen',
    registerIntro:
      'Der Betreiber prüft Ihren Antrag. Sobald er ihn freigibt, können Sie mit diesem Namen und Passwort online gehen.',
    who: 'Wer Sie sind, für den Betreiber',
    nameForm:
      'Ein Name hat bis zu 64 Buchstaben, Ziffern und . _ @ + - und beginnt mit einem Buchstaben oder einer Ziffer.',
    nameTaken: 'Dieser Name ist vergeben. Bitte wählen Sie einen anderen.',
    full: 'Zurzeit werden keine Anträge mehr angenommen. Bitte wenden Sie sich an den Betreiber.',
    asked:
      'Ihr Antrag wartet auf die Freigabe durch den Betreiber. Danach können Sie mit Ihrem Namen und Passwort online gehen.',
    back: 'Zurück',
  },
  fr: {
    name: 'Nom',
    password: 'Mot de passe',
    submit: 'Accepter et s’identifier',
    wrong: 'Ce nom et ce mot de passe ne correspondent pas.',
    waiting: 'Ce compte attend l’approbation de l’exploitant. Veuillez réessayer plus tard.',
    disabled: 'Ce compte est bloqué. Veuillez vous adresser à l’exploitant.',
    over: 'Ce compte n’est plus valable. Veuillez vous adresser à l’exploitant.',
    unusable: 'Ce compte ne peut pas être utilisé actuellement. Veuillez vous adresser à l’exploitant.',
    length: 'Un mot de passe compte au moins 8 caractères et 128 au plus.',
    common: 'Ce mot de passe est trop facile à deviner. Veuillez en choisir un autre.',
    changeTitle: 'Changer le mot de passe',
    oldPassword: 'Ancien mot de passe',
    newPassword: 'Nouveau mot de passe',
    hint: 'Au moins 8 caractères ; quelques mots conviennent bien.',
    endOthers: 'Déconnecter mes autres appareils',
    changed: 'Votre mot de passe est changé.',
    registerTitle: 'Demander un compte',
    registerIntro:
      'L’exploitant examine votre demande. Dès qu’il l’approuve, vous pouvez vous connecter avec ce nom et ce mot de passe.',
    who: 'Qui vous êtes, pour l’exploitant',
    nameForm:
      'Un nom compte jusqu’à 64 lettres, chiffres et . _ @ + -, et commence par une lettre ou un chiffre.',
    nameTaken: 'Ce nom est déjà pris. Veuillez en choisir un autre.',
    full: 'Aucune autre demande n’est acceptée pour le moment. Veuillez vous adresser à l’exploitant.',
    asked:
      'Votre demande attend l’approbation de l’exploitant. Ensuite, vous pourrez vous connecter avec votre nom et votre mot de passe.',
    back: 'Retour',
  },
  es: {
    name: 'Nombre',
    password: 'Contraseña',
    submit: 'Aceptar e iniciar sesión',
    wrong: 'Este nombre y esta contraseña no se corresponden.',
    waiting: 'Esta cuenta espera la aprobación del operador. Vuelva a intentarlo más tarde.',
    disabled: 'Esta cuenta está bloqueada. Diríjase al operador.',
    over: 'Esta cuenta ya no es válida. Diríjase al operador.',
    unusable: 'Esta cuenta no se puede usar ahora. Diríjase al operador.',
    length: 'Una contraseña tiene al menos 8 caracteres y como máximo 128.',
    common: 'Esta contraseña es demasiado fácil de adivinar. Elija otra.',
    changeTitle: 'Cambiar la contraseña',
    oldPassword: 'Contraseña anterior',
    newPassword: 'Contraseña nueva',
    hint: 'Al menos 8 caracteres; unas cuantas palabras sirven.',
    endOthers: 'Desconectar mis otros dispositivos',
    changed: 'Su contraseña se ha cambiado.',
    registerTitle: 'Solicitar una cuenta',
    registerIntro:
      'El operador revisa su solicitud. Cuando la apruebe, podrá conectarse con este nombre y esta contraseña.',
    who: 'Quién es usted, para el operador',
    nameForm: 'Un nombre tiene hasta 64 letras, cifras y . _ @ + -, y empieza por una letra o una cifra.',
    nameTaken: 'Este nombre ya está en uso. Elija otro.',
    full: 'Ahora no se aceptan más solicitudes. Diríjase al operador.',
    asked:
      'Su solicitud espera la aprobación del operador. Después podrá conectarse con su nombre y su contraseña.',
    back: 'Volver',
  },
  ar: {
    name: 'الاسم',
    password: 'كلمة المرور',
    submit: 'الموافقة وتسجيل الدخول',
    wrong: 'هذا الاسم وكلمة المرور هذه غير متطابقين.',
    waiting: 'هذا الحساب في انتظار موافقة المشغّل. يرجى المحاولة لاحقًا.',
    disabled: 'هذا الحساب معطّل. يرجى مراجعة المشغّل.',
    over: 'لم يعد هذا الحساب صالحًا. يرجى مراجعة المشغّل.',
    unusable: 'لا يمكن استخدام هذا الحساب الآن. يرجى مراجعة المشغّل.',
    length: 'تتكوّن كلمة المرور من 8 أحرف على الأقل و128 على الأكثر.',
    common: 'كلمة المرور هذه سهلة التخمين. يرجى اختيار غيرها.',
    changeTitle: 'تغيير كلمة المرور',
    oldPassword: 'كلمة المرور القديمة',
    newPassword: 'كلمة المرور الجديدة',
    hint: '8 أحرف على الأقل؛ بضع كلمات خيار جيد.',
    endOthers: 'تسجيل خروج أجهزتي الأخرى',
    changed: 'تم تغيير كلمة مرورك.',
    registerTitle: 'طلب حساب',
    registerIntro: 'ينظر المشغّل في طلبك. وبعد موافقته يمكنك الاتصال بهذا الاسم وكلمة المرور هذه.',
    who: 'من أنت، ليعرف المشغّل',
    nameForm: 'يتكوّن الاسم من 64 حرفًا أو رقمًا أو . _ @ + - على الأكثر، ويبدأ بحرف أو رقم.',
    nameTaken: 'هذا الاسم مستخدم. يرجى اختيار غيره.',
    full: 'لا تُقبل طلبات أخرى الآن. يرجى مراجعة المشغّل.',
    asked: 'طلبك في انتظار موافقة المشغّل. بعدها يمكنك الاتصال باسمك وكلمة مرورك.',
    back: 'رجوع',
  },
};

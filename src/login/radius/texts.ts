import type { LanguageTag } from '../../look/language-tag.js';

interface Texts {
  readonly [key: string]: string;
  readonly title: string;
  readonly name: string;
  readonly password: string;
  readonly submit: string;
  /** Where the server says nothing itself. */
  readonly refused: string;
  readonly challenged: string;
  readonly incomplete: string;
}

/** What the login by RADIUS says to visitors. */
export const texts: Readonly<Record<LanguageTag, Texts>> = {
  en: {
    title: 'Sign in with your account',
    name: 'User name',
    password: 'Password',
    submit: 'Sign in',
    refused: 'User name or password is not right.',
    challenged: 'Your account asks for a second step, which this network cannot do. Please ask the operator.',
    incomplete: 'Please enter user name and password.',
  },
  de: {
    title: 'Mit Ihrem Konto anmelden',
    name: 'Benutzername',
    password: 'Passwort',
    submit: 'Anmelden',
    refused: 'Benutzername oder Passwort ist nicht richtig.',
    challenged:
      'Ihr Konto verlangt einen zweiten Schritt, den dieses Netz nicht kann. Bitte fragen Sie den Betreiber.',
    incomplete: 'Bitte geben Sie Benutzername und Passwort ein.',
  },
  fr: {
    title: 'Se connecter avec votre compte',
    name: 'Nom d’utilisateur',
    password: 'Mot de passe',
    submit: 'Se connecter',
    refused: 'Le nom d’utilisateur ou le mot de passe est incorrect.',
    challenged:
      'Votre compte demande une deuxième étape, que ce réseau ne prend pas en charge. Adressez-vous à l’opérateur.',
    incomplete: 'Saisissez le nom d’utilisateur et le mot de passe.',
  },
  es: {
    title: 'Iniciar sesión con su cuenta',
    name: 'Nombre de usuario',
    password: 'Contraseña',
    submit: 'Iniciar sesión',
    refused: 'El nombre de usuario o la contraseña no son correctos.',
    challenged: 'Su cuenta pide un segundo paso que esta red no admite. Consulte al operador.',
    incomplete: 'Introduzca el nombre de usuario y la contraseña.',
  },
  ar: {
    title: 'تسجيل الدخول بحسابك',
    name: 'اسم المستخدم',
    password: 'كلمة المرور',
    submit: 'تسجيل الدخول',
    refused: 'اسم المستخدم أو كلمة المرور غير صحيحة.',
    challenged: 'يطلب حسابك خطوة ثانية لا تدعمها هذه الشبكة. يرجى سؤال المشغّل.',
    incomplete: 'يرجى إدخال اسم المستخدم وكلمة المرور.',
  },
};

import type { LanguageTag } from '../../look/language-tag.js';

/** What visitors read of vouchers, on the login page and on paper. `{…}` is filled in. */
interface VoucherTexts {
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly malformed: string;
  readonly unknown: string;
  readonly early: string;
  readonly over: string;
  readonly revoked: string;
  readonly unusable: string;
  readonly sheetTitle: string;
  readonly sheetHow: string;
  readonly sheetDuration: string;
  readonly sheetDevices: string;
  readonly sheetData: string;
  readonly sheetTime: string;
  readonly sheetFrom: string;
  readonly sheetUntil: string;
  readonly sheetNumber: string;
}

export const texts: Readonly<Record<LanguageTag, VoucherTexts>> = {
  en: {
    label: 'Voucher code',
    hint: 'Ten letters, as printed on your voucher: capital or small, with or without dashes.',
    submit: 'Accept and use the voucher',
    malformed: 'A voucher code has ten letters, such as BCD-FGHJ-KLM. Please compare it with your voucher.',
    unknown: 'This voucher code is not known. Please compare it with your voucher.',
    early: 'This voucher is valid from {moment} on.',
    over: 'This voucher is over: its time is used up.',
    revoked: 'This voucher is no longer valid. Please ask at the counter.',
    unusable: 'This voucher cannot be used now. Please ask at the counter.',
    sheetTitle: 'Voucher for {name}',
    sheetHow: 'Join the network and scan the picture, or open {url} and enter the code.',
    sheetDuration: '{duration} from the first use',
    sheetDevices: 'Devices at once: {count}',
    sheetData: 'Data: {amount}',
    sheetTime: '{duration} online',
    sheetFrom: 'Valid from {moment}',
    sheetUntil: 'Valid until {moment}',
    sheetNumber: 'No. {id}',
  },
  de: {
    label: 'Gutscheincode',
    hint: 'Zehn Buchstaben, wie auf Ihrem Gutschein: groß oder klein, mit oder ohne Striche.',
    submit: 'Zustimmen und Gutschein einlösen',
    malformed:
      'Ein Gutscheincode hat zehn Buchstaben, etwa BCD-FGHJ-KLM. Bitte vergleichen Sie ihn mit Ihrem Gutschein.',
    unknown: 'Dieser Gutscheincode ist nicht bekannt. Bitte vergleichen Sie ihn mit Ihrem Gutschein.',
    early: 'Dieser Gutschein gilt ab {moment} Uhr.',
    over: 'Dieser Gutschein ist abgelaufen: Seine Zeit ist aufgebraucht.',
    revoked: 'Dieser Gutschein gilt nicht mehr. Bitte fragen Sie am Tresen.',
    unusable: 'Dieser Gutschein kann gerade nicht benutzt werden. Bitte fragen Sie am Tresen.',
    sheetTitle: 'Gutschein für {name}',
    sheetHow:
      'Verbinden Sie sich mit dem Netz und scannen Sie das Bild, oder öffnen Sie {url} und geben Sie den Code ein.',
    sheetDuration: '{duration} ab der ersten Benutzung',
    sheetDevices: 'Geräte zugleich: {count}',
    sheetData: 'Daten: {amount}',
    sheetTime: '{duration} online',
    sheetFrom: 'Gültig ab {moment}',
    sheetUntil: 'Gültig bis {moment}',
    sheetNumber: 'Nr. {id}',
  },
  fr: {
    label: 'Code du bon',
    hint: 'Dix lettres, comme sur votre bon : majuscules ou minuscules, avec ou sans tirets.',
    submit: 'Accepter et utiliser le bon',
    malformed: 'Un code a dix lettres, par exemple BCD-FGHJ-KLM. Veuillez le comparer avec votre bon.',
    unknown: 'Ce code n’est pas connu. Veuillez le comparer avec votre bon.',
    early: 'Ce bon est valable à partir du {moment}.',
    over: 'Ce bon est terminé : son temps est épuisé.',
    revoked: 'Ce bon n’est plus valable. Veuillez vous adresser à l’accueil.',
    unusable: 'Ce bon ne peut pas être utilisé pour le moment. Veuillez vous adresser à l’accueil.',
    sheetTitle: 'Bon pour {name}',
    sheetHow: 'Rejoignez le réseau et scannez l’image, ou ouvrez {url} et saisissez le code.',
    sheetDuration: '{duration} à partir de la première utilisation',
    sheetDevices: 'Appareils à la fois : {count}',
    sheetData: 'Données : {amount}',
    sheetTime: '{duration} en ligne',
    sheetFrom: 'Valable à partir du {moment}',
    sheetUntil: 'Valable jusqu’au {moment}',
    sheetNumber: 'N° {id}',
  },
  es: {
    label: 'Código del vale',
    hint: 'Diez letras, como en su vale: mayúsculas o minúsculas, con o sin guiones.',
    submit: 'Aceptar y usar el vale',
    malformed: 'Un código tiene diez letras, por ejemplo BCD-FGHJ-KLM. Compárelo con su vale.',
    unknown: 'Este código no se conoce. Compárelo con su vale.',
    early: 'Este vale es válido a partir del {moment}.',
    over: 'Este vale ha terminado: su tiempo se ha agotado.',
    revoked: 'Este vale ya no es válido. Pregunte en el mostrador.',
    unusable: 'Este vale no se puede usar ahora. Pregunte en el mostrador.',
    sheetTitle: 'Vale para {name}',
    sheetHow: 'Conéctese a la red y escanee la imagen, o abra {url} e introduzca el código.',
    sheetDuration: '{duration} desde el primer uso',
    sheetDevices: 'Dispositivos a la vez: {count}',
    sheetData: 'Datos: {amount}',
    sheetTime: '{duration} en línea',
    sheetFrom: 'Válido desde el {moment}',
    sheetUntil: 'Válido hasta el {moment}',
    sheetNumber: 'N.º {id}',
  },
  ar: {
    label: 'رمز القسيمة',
    hint: 'عشرة أحرف كما هي مطبوعة على قسيمتك: كبيرة أو صغيرة، مع الشرطات أو بدونها.',
    submit: 'الموافقة واستخدام القسيمة',
    malformed: 'رمز القسيمة عشرة أحرف، مثل ⁨BCD-FGHJ-KLM⁩. يُرجى مقارنته بقسيمتك.',
    unknown: 'رمز القسيمة هذا غير معروف. يُرجى مقارنته بقسيمتك.',
    early: 'هذه القسيمة صالحة ابتداءً من {moment}.',
    over: 'انتهت هذه القسيمة: لقد نفد وقتها.',
    revoked: 'لم تعد هذه القسيمة صالحة. يُرجى السؤال في الاستقبال.',
    unusable: 'لا يمكن استخدام هذه القسيمة الآن. يُرجى السؤال في الاستقبال.',
    sheetTitle: 'قسيمة لشبكة ⁨{name}⁩',
    sheetHow: 'اتصل بالشبكة وامسح الصورة، أو افتح ⁨{url}⁩ وأدخل الرمز.',
    sheetDuration: '{duration} من أول استخدام',
    sheetDevices: 'الأجهزة في الوقت نفسه: {count}',
    sheetData: 'البيانات: {amount}',
    sheetTime: '{duration} على الإنترنت',
    sheetFrom: 'صالحة من {moment}',
    sheetUntil: 'صالحة حتى {moment}',
    sheetNumber: 'رقم ⁨{id}⁩',
  },
};

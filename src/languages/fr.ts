import type { Language } from './language.js';

export const fr: Language = {
  tag: 'fr',
  direction: 'ltr',
  messages: {
    interceptTitle: 'Se connecter à {name}',
    interceptText: 'Sur ce réseau, il faut se connecter avant de continuer.',
    interceptLink: 'Ouvrir la page de connexion',

    loginTitle: 'Bienvenue sur {name}',
    loginIntro: 'Veuillez lire les conditions d’utilisation. Vous pourrez ensuite aller sur Internet.',
    loginDuration: 'Vous serez en ligne pendant {duration}.',
    loginContinue: 'Vous pourrez ensuite continuer vers {host}.',
    termsTitle: 'Conditions d’utilisation',
    termsDefault:
      'Utilisez ce réseau avec égards et dans le respect de la loi. Il est ouvert\u00a0: protégez ce que vous envoyez, comme le fait https. L’exploitant voit quel appareil est en ligne, depuis quand, et combien de données il échange, mais pas lesquelles.',
    accept: 'Accepter et aller en ligne',

    device: 'Cet appareil',
    devicePrivate:
      'Il utilise une adresse privée, créée pour ce réseau seulement. Si elle change, le réseau le prendra pour un nouvel appareil.',
    moveTitle: 'Reprendre une session avec un code',
    moveIntro:
      'Sur l’appareil qui est en ligne, ouvrez la page «\u00a0Vous êtes en ligne\u00a0» et choisissez «\u00a0Passer à un autre appareil\u00a0». Avec le code qui s’affiche, la session continue ici et s’arrête là-bas.',
    moveCode: 'Code',
    moveSubmit: 'Reprendre la session',
    moveWrong: 'Ce code est erroné ou n’est plus valable.',
    tooManyGuesses: 'Trop de tentatives erronées. Veuillez réessayer dans {duration}.',
    moveAsk: 'Passer à un autre appareil',
    moveShown:
      'Saisissez ce code sur la page de connexion d’un autre appareil, ou de celui-ci si son adresse a changé. La session continue alors là-bas et s’arrête ici. Il est encore valable {duration}.',

    statusTitle: 'Vous êtes en ligne',
    statusAllowed: 'Cet appareil a toujours accès au réseau.',
    statusContinue: 'Continuer vers {host}',
    since: 'En ligne depuis',
    timeLeft: 'Temps restant',
    dataLeft: 'Données restantes',
    received: 'Reçu',
    sent: 'Envoyé',
    extend: 'Prolonger la session',
    logout: 'Se déconnecter',
    othersTitle: 'Vos autres appareils',
    othersLogout: 'Déconnecter',
    refreshStop: 'Ne plus actualiser cette page automatiquement',
    refreshStart: 'Actualiser cette page automatiquement',
    helpTitle: 'Aide',

    errorTemporary: 'C’est temporaire.',
    errorPermanent: 'Réessayer n’y changera rien.',
    errorRetries: 'Cette page réessaie d’elle-même.',
    errorLogin: 'Vers la page de connexion',
    errorReference: 'Référence',
  },
  ended: {
    'User-Request': 'Vous avez fermé votre session.',
    'Idle-Timeout': 'Votre session a pris fin, car votre appareil n’a rien échangé pendant un moment.',
    'Session-Timeout': 'Votre session a pris fin, car son temps est écoulé.',
    'Admin-Reset': 'L’exploitant a mis fin à votre session.',
    'NAS-Request': 'Le réseau a mis fin à votre session.',
    'Port-Preempted': 'Votre session a pris fin, car un autre de vos appareils a pris sa place.',
    data: 'Votre session a pris fin, car son volume de données est épuisé.',
    time: 'Votre session a pris fin, car votre temps de connexion est épuisé.',
    'daily-data': 'Votre session a pris fin, car le volume de données du jour est épuisé.',
    'daily-time': 'Votre session a pris fin, car le temps accordé pour aujourd’hui est écoulé.',
    day: 'Votre session a pris fin, car un nouveau jour a commencé.',
    hours: 'Votre session a pris fin, car le réseau a fermé.',
  },
  refused: {
    hours: 'Le réseau est fermé en ce moment.',
    data: 'Votre volume de données est épuisé.',
    time: 'Votre temps de connexion est épuisé.',
    'daily-data': 'Votre volume de données du jour est épuisé.',
    'daily-time': 'Votre temps pour aujourd’hui est écoulé.',
    devices: 'Vous avez déjà autant d’appareils en ligne qu’il est permis à la fois.',
  },
  refusedUntil: {
    hours: 'Il ouvrira le {moment}.',
    data: 'Vous pourrez vous reconnecter le {moment}.',
    time: 'Vous pourrez vous reconnecter le {moment}.',
    'daily-data': 'Vous pourrez vous reconnecter le {moment}.',
    'daily-time': 'Vous pourrez vous reconnecter le {moment}.',
    devices: 'La première place se libérera le {moment}.',
  },
  problems: {
    'bad-request': {
      title: 'La demande n’a pas été comprise',
      text: 'Ce que votre appareil a envoyé n’est pas une demande valable.',
    },
    'form-expired': {
      title: 'Cette page est trop ancienne',
      text: 'Veuillez rouvrir la page de connexion et réessayer.',
    },
    'foreign-origin': {
      title: 'Venu d’ailleurs',
      text: 'Le formulaire a été envoyé depuis un autre site\u00a0; rien n’a donc été fait.',
    },
    'outside-every-zone': {
      title: 'Vous n’êtes pas sur le réseau des visiteurs',
      text: 'On ne peut se connecter que depuis un appareil qui se trouve lui-même sur le réseau des visiteurs.',
    },
    denied: {
      title: 'Cet appareil n’est pas admis',
      text: 'L’exploitant a exclu cet appareil. Veuillez vous adresser à l’accueil.',
    },
    'not-found': { title: 'Cette page n’existe pas', text: 'Il n’y a rien à cette adresse.' },
    'method-not-allowed': {
      title: 'Ce n’est pas possible ici',
      text: 'Cette adresse ne fait pas ce qui lui a été demandé.',
    },
    'request-timeout': {
      title: 'Cela a pris trop de temps',
      text: 'La demande n’est pas arrivée entière à temps.',
    },
    'content-too-large': {
      title: 'Envoi trop volumineux',
      text: 'Le formulaire est plus grand que tous ceux qui sont attendus ici.',
    },
    'uri-too-long': {
      title: 'L’adresse est trop longue',
      text: 'Aucune page n’a ici d’adresse aussi longue.',
    },
    'expectation-failed': {
      title: 'Attente impossible à satisfaire',
      text: 'La demande attend de ce site ce qu’il ne fait pas.',
    },
    'misdirected-request': { title: 'Mauvaise adresse', text: 'Ce site est connu sous un autre nom.' },
    'headers-too-large': {
      title: 'Envoi trop volumineux',
      text: 'L’en-tête de la demande est plus grand que ce qui est accepté ici.',
    },
    unexpected: {
      title: 'Une erreur s’est produite',
      text: 'Personne n’avait prévu cette panne. L’exploitant peut la retrouver grâce à la référence.',
    },
    'method-unknown': {
      title: 'Méthode inconnue',
      text: 'Aucune page ne connaît ici ce genre de demande.',
    },
    'backend-invalid': {
      title: 'La connexion est impossible pour le moment',
      text: 'Le service qui vérifie les connexions a donné une réponse à laquelle on ne peut se fier. Rien n’a été modifié. Veuillez réessayer.',
    },
    'backend-unavailable': {
      title: 'La connexion est impossible pour le moment',
      text: 'Le service qui vérifie les connexions est injoignable. Rien n’a été modifié. Veuillez réessayer.',
    },
    'backend-silent': {
      title: 'La connexion prend trop de temps',
      text: 'Le service qui vérifie les connexions n’a pas répondu à temps. Rien n’a été modifié. Veuillez réessayer.',
    },
    'opening-soon': {
      title: 'Un instant',
      text: 'Votre session est ouverte\u00a0; l’accès est en train de s’ouvrir.',
    },
    'unknown-device': {
      title: 'Votre appareil n’a pas été reconnu',
      text: 'Le réseau ne connaît pas encore votre appareil. Il suffit en général d’attendre un instant.',
    },
    'firewall-unavailable': {
      title: 'L’accès n’a pas pu être ouvert',
      text: 'Votre session est ouverte, mais le pare-feu ne répond pas. Il est en cours de réparation.',
    },
    'store-unavailable': {
      title: 'Connexion impossible pour le moment',
      text: 'Votre connexion n’a pas pu être enregistrée\u00a0; rien n’a donc changé.',
    },
    overloaded: {
      title: 'Trop de connexions à la fois',
      text: 'Le service a plus à faire qu’il ne peut. Dans quelques secondes, il essaiera de nouveau de servir tout le monde.',
    },
    'shutting-down': { title: 'Le service redémarre', text: 'Il sera de retour dans un instant.' },
    'version-not-supported': {
      title: 'Cette version n’est pas parlée ici',
      text: 'Ce serveur parle HTTP/1.1 et HTTP/1.0.',
    },
    'store-full': {
      title: 'Connexion impossible pour le moment',
      text: 'Le disque de l’exploitant est plein\u00a0: votre connexion n’a pas pu être enregistrée et rien n’a changé. Veuillez prévenir l’exploitant.',
    },
    'not-kept': {
      title: 'Votre session est fermée pour l’instant',
      text: 'Cela n’a pas pu être enregistré\u00a0: quand le service redémarrera, vous serez peut-être de nouveau en ligne. Veuillez prévenir l’exploitant.',
    },
    'redirect-loop': {
      title: 'La page de connexion ramène ici',
      text: 'Le réseau est réglé de telle façon que sa propre page de connexion est inaccessible. Veuillez prévenir l’exploitant.',
    },
  },
};

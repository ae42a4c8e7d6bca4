import type { Language } from './language.js';

export const es: Language = {
  tag: 'es',
  direction: 'ltr',
  messages: {
    interceptTitle: 'Iniciar sesión en {name}',
    interceptText: 'En esta red hay que iniciar sesión antes de continuar.',
    interceptLink: 'Abrir la página de inicio de sesión',

    loginTitle: 'Le damos la bienvenida a {name}',
    loginIntro: 'Lea las condiciones de uso. Después podrá conectarse.',
    loginDuration: 'Tendrá conexión durante {duration}.',
    loginContinue: 'Después podrá continuar a {host}.',
    termsTitle: 'Condiciones de uso',
    termsDefault:
      'Use esta red con consideración y conforme a la ley. Es una red abierta: proteja lo que envía, como hace https. El operador ve qué dispositivo está conectado, desde cuándo y cuántos datos transfiere, pero no cuáles.',
    accept: 'Aceptar y conectarse',

    device: 'Este dispositivo',
    devicePrivate:
      'Usa una dirección privada, creada solo para esta red. Si cambia, la red lo tomará por un dispositivo nuevo.',
    moveTitle: 'Continuar una sesión con un código',
    moveIntro:
      'En el dispositivo que tiene conexión, abra la página «Ya tiene conexión» y elija «Pasar a otro dispositivo». Con el código que aparece, la sesión continúa aquí y termina allí.',
    moveCode: 'Código',
    moveSubmit: 'Continuar la sesión',
    moveWrong: 'Este código no es correcto o ya no es válido.',
    tooManyGuesses: 'Demasiados intentos fallidos. Vuelva a intentarlo dentro de {duration}.',
    moveAsk: 'Pasar a otro dispositivo',
    moveShown:
      'Introduzca este código en la página de inicio de sesión de otro dispositivo, o de este mismo si su dirección ha cambiado. La sesión continuará allí y terminará aquí. Válido durante {duration}.',

    statusTitle: 'Ya tiene conexión',
    statusAllowed: 'Este dispositivo siempre tiene acceso.',
    statusContinue: 'Continuar a {host}',
    since: 'En línea desde',
    timeLeft: 'Tiempo restante',
    dataLeft: 'Datos restantes',
    received: 'Recibido',
    sent: 'Enviado',
    extend: 'Prolongar la sesión',
    logout: 'Cerrar sesión',
    othersTitle: 'Sus otros dispositivos',
    othersLogout: 'Cerrar sesión',
    refreshStop: 'Dejar de actualizar esta página',
    refreshStart: 'Actualizar esta página automáticamente',
    helpTitle: 'Ayuda',

    errorTemporary: 'Es algo pasajero.',
    errorPermanent: 'Volver a intentarlo no servirá de nada.',
    errorRetries: 'Esta página vuelve a intentarlo por sí sola.',
    errorLogin: 'Ir a la página de inicio de sesión',
    errorReference: 'Referencia',
  },
  ended: {
    'User-Request': 'Ha cerrado la sesión.',
    'Idle-Timeout': 'Su sesión terminó porque su dispositivo no transmitió nada durante un rato.',
    'Session-Timeout': 'Su sesión terminó porque se acabó el tiempo.',
    'Admin-Reset': 'El operador puso fin a su sesión.',
    'NAS-Request': 'La red puso fin a su sesión.',
    'Port-Preempted': 'Su sesión terminó porque otro de sus dispositivos ocupó su lugar.',
    data: 'Su sesión terminó porque se agotaron sus datos.',
    time: 'Su sesión terminó porque se agotó su tiempo de conexión.',
    'daily-data': 'Su sesión terminó porque se agotaron los datos de hoy.',
    'daily-time': 'Su sesión terminó porque se agotó el tiempo de hoy.',
    day: 'Su sesión terminó porque ha empezado un nuevo día.',
    hours: 'Su sesión terminó porque la red ha cerrado.',
  },
  refused: {
    hours: 'La red está cerrada en este momento.',
    data: 'Se han agotado sus datos.',
    time: 'Se ha agotado su tiempo de conexión.',
    'daily-data': 'Se han agotado sus datos de hoy.',
    'daily-time': 'Se ha agotado su tiempo de hoy.',
    devices: 'Ya tiene conectados tantos dispositivos como se permiten a la vez.',
  },
  refusedUntil: {
    hours: 'Abrirá el {moment}.',
    data: 'Podrá volver a iniciar sesión el {moment}.',
    time: 'Podrá volver a iniciar sesión el {moment}.',
    'daily-data': 'Podrá volver a iniciar sesión el {moment}.',
    'daily-time': 'Podrá volver a iniciar sesión el {moment}.',
    devices: 'El primer lugar quedará libre el {moment}.',
  },
  problems: {
    'bad-request': {
      title: 'No se entendió la petición',
      text: 'Lo que envió su dispositivo no es una petición válida.',
    },
    'form-expired': {
      title: 'Esta página es demasiado antigua',
      text: 'Vuelva a abrir la página de inicio de sesión e inténtelo otra vez.',
    },
    'foreign-origin': {
      title: 'No procede de aquí',
      text: 'El formulario se envió desde otro sitio, así que no se ha hecho nada.',
    },
    'outside-every-zone': {
      title: 'No está en la red de invitados',
      text: 'Solo se puede iniciar sesión desde un dispositivo que esté en la propia red de invitados.',
    },
    denied: {
      title: 'Este dispositivo no está admitido',
      text: 'El operador ha excluido este dispositivo. Pregunte en recepción.',
    },
    'not-found': { title: 'Esta página no existe', text: 'No hay nada en esta dirección.' },
    'method-not-allowed': {
      title: 'Aquí no es posible',
      text: 'Esta dirección no hace lo que se le ha pedido.',
    },
    'request-timeout': {
      title: 'Ha tardado demasiado',
      text: 'La petición no llegó entera a tiempo.',
    },
    'content-too-large': {
      title: 'Se ha enviado demasiado',
      text: 'El formulario es mayor que cualquiera de los que se esperan aquí.',
    },
    'uri-too-long': {
      title: 'La dirección es demasiado larga',
      text: 'Ninguna página tiene aquí una dirección tan larga.',
    },
    'expectation-failed': {
      title: 'Se espera algo que aquí no se hace',
      text: 'La petición espera de este sitio algo que no hace.',
    },
    'misdirected-request': {
      title: 'Dirección equivocada',
      text: 'Este sitio se conoce con otro nombre.',
    },
    'headers-too-large': {
      title: 'Se ha enviado demasiado',
      text: 'La cabecera de la petición es mayor de lo que se acepta aquí.',
    },
    unexpected: {
      title: 'Algo ha salido mal',
      text: 'Un fallo que nadie había previsto. El operador puede encontrarlo por la referencia.',
    },
    'method-unknown': {
      title: 'Método desconocido',
      text: 'Ninguna página conoce aquí este tipo de petición.',
    },
    'backend-invalid': {
      title: 'Ahora no es posible iniciar sesión',
      text: 'El servicio que comprueba los accesos dio una respuesta que no es de fiar. No se ha cambiado nada. Inténtelo de nuevo.',
    },
    'backend-unavailable': {
      title: 'Ahora no es posible iniciar sesión',
      text: 'No se puede contactar con el servicio que comprueba los accesos. No se ha cambiado nada. Inténtelo de nuevo.',
    },
    'backend-silent': {
      title: 'El inicio de sesión tarda demasiado',
      text: 'El servicio que comprueba los accesos no respondió a tiempo. No se ha cambiado nada. Inténtelo de nuevo.',
    },
    'opening-soon': {
      title: 'Un momento',
      text: 'Ya ha iniciado sesión; se está abriendo el acceso.',
    },
    'unknown-device': {
      title: 'No se reconoció su dispositivo',
      text: 'La red aún no conoce su dispositivo. Normalmente basta con esperar un momento.',
    },
    'firewall-unavailable': {
      title: 'No se pudo abrir el acceso',
      text: 'Ha iniciado sesión, pero el cortafuegos no responde. Se está reparando.',
    },
    'store-unavailable': {
      title: 'Ahora no se puede iniciar sesión',
      text: 'No se pudo registrar su inicio de sesión, así que no ha cambiado nada.',
    },
    overloaded: {
      title: 'Demasiadas conexiones a la vez',
      text: 'El servicio tiene más trabajo del que puede atender. Dentro de unos segundos volverá a intentar atender a todos.',
    },
    'shutting-down': {
      title: 'El servicio se está reiniciando',
      text: 'Volverá dentro de un momento.',
    },
    'version-not-supported': {
      title: 'Aquí no se habla esta versión',
      text: 'Este servidor habla HTTP/1.1 y HTTP/1.0.',
    },
    'store-full': {
      title: 'Ahora no se puede iniciar sesión',
      text: 'El disco del operador está lleno: no se pudo registrar su inicio de sesión y no ha cambiado nada. Avise al operador.',
    },
    'not-kept': {
      title: 'Por ahora su sesión está cerrada',
      text: 'No se pudo registrar: cuando el servicio se reinicie, puede que vuelva a tener conexión. Avise al operador.',
    },
    'redirect-loop': {
      title: 'La página de inicio de sesión conduce de nuevo aquí',
      text: 'La red está configurada de modo que no se puede llegar a su propia página de inicio de sesión. Avise al operador.',
    },
  },
};

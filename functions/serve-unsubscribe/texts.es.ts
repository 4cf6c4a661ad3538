import type { UnsubscribeTexts } from "./texts.ts";

/** In Spanish. */
export const spanishUnsubscribeTexts: UnsubscribeTexts = {
  lang: "es",
  skip: "Ir al contenido",
  languages: "Esta página en otro idioma",
  title: {
    none: (partner) => `¿Dejar de recibir los recordatorios de ${partner}?`,
    partner: (partner) => `Ya no recibirá recordatorios de ${partner}`,
    all: "Ya no recibirá recordatorios",
  },
  none: (partner) =>
    `Mientras una solicitud de ${partner} espera su respuesta, se la recordamos de vez en cuando por correo.`,
  stopped: {
    partner: (partner) =>
      `Ya no se envían recordatorios de ${partner} a su dirección; los de otros socios, sí. Puede volver a recibirlos cuando quiera.`,
    all: "Ya no se envían recordatorios a su dirección. Puede volver a recibirlos cuando quiera.",
  },
  stillSent: "Seguirá recibiendo las nuevas solicitudes y los códigos que usted mismo pida.",
  stop: (partner) => `Dejar de recibir los recordatorios de ${partner}`,
  stopAll: "Dejar de recibir los recordatorios de todos los socios",
  resume: "Volver a recibir recordatorios",
  resumed: "Vuelve a recibir recordatorios.",
  unknown: {
    title: "No conocemos este enlace",
    text: "Compruebe que lo ha copiado entero del mensaje.",
  },
};

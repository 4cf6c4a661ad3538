import type { UnsubscribeSentences } from "./texts.ts";

/** In Spanish. */
export const spanishUnsubscribeTexts: UnsubscribeSentences = {
  lang: "es",
  title: (partner) => `¿Dejar de recibir recordatorios o solicitudes de ${partner}?`,
  reminders: {
    heading: "Recordatorios",
    offered: (partner) =>
      `Mientras una solicitud de ${partner} espera su respuesta, se la recordamos de vez en cuando por correo. Si deja de recibir los recordatorios, las nuevas solicitudes le seguirán llegando.`,
    stopped: {
      partner: {
        title: (partner) => `Ya no recibirá recordatorios de ${partner}`,
        text: (partner) =>
          `Ya no se envían recordatorios de ${partner} a su dirección; los de otros socios, sí. Puede volver a recibirlos cuando quiera.`,
      },
      all: {
        title: () => "Ya no recibirá recordatorios",
        text: () => "Ya no se envían recordatorios a su dirección. Puede volver a recibirlos cuando quiera.",
      },
    },
    stop: (partner) => `Dejar de recibir los recordatorios de ${partner}`,
    stopAll: "Dejar de recibir los recordatorios de todos los socios",
    resume: "Volver a recibir recordatorios",
    resumed: () => "Vuelve a recibir recordatorios.",
  },
  requests: {
    heading: "Nuevas solicitudes",
    offered: (partner) =>
      `Si deja de recibir solicitudes de ${partner}, tampoco recibirá sus recordatorios. Una solicitud pendiente sigue pendiente: aún puede responder a ella con su enlace. ${partner} solo sabrá que no se envían correos a su dirección, pero no el motivo.`,
    stopped: {
      partner: {
        title: (partner) => `${partner} ya no puede enviarle solicitudes`,
        text: (partner) =>
          `Las nuevas solicitudes y los recordatorios de ${partner} ya no llegan a su dirección. Una solicitud pendiente sigue pendiente: aún puede responder a ella con su enlace. Puede volver a permitir las solicitudes cuando quiera.`,
      },
      all: {
        title: () => "Los socios ya no pueden enviarle solicitudes",
        text: () =>
          "Las nuevas solicitudes y los recordatorios ya no llegan a su dirección, sea cual sea el socio. Una solicitud pendiente sigue pendiente: aún puede responder a ella con su enlace. Puede volver a permitir las solicitudes cuando quiera.",
      },
    },
    stop: (partner) => `Dejar de recibir solicitudes de ${partner}`,
    stopAll: "Dejar de recibir solicitudes de todos los socios",
    resume: "Volver a permitir solicitudes",
    resumed: (partner) => `${partner} puede volver a enviarle solicitudes.`,
  },
  stillSent:
    "Seguirá recibiendo los códigos y los enlaces de acceso que usted mismo pida, así como los avisos sobre sus relaciones existentes.",
  unknown: {
    title: "No conocemos este enlace",
    text: "Compruebe que lo ha copiado entero del mensaje.",
  },
};

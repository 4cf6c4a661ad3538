import type { RequestMailTexts } from "./texts.ts";

/** Mails about a request in Spanish. Partner: socio; request: solicitud; relationship: relación; permission: permiso. */
export const spanishRequestTexts: RequestMailTexts = {
  lang: "es",
  invitationHeading: ({ partner }) => `${partner} le propone una relación comercial`,
  reminderSubject: ({ partner }) => `Recordatorio: ${partner} espera su respuesta`,
  reminderHeading: ({ partner }) => `${partner} espera su respuesta`,
  reminderText: ({ partner }, lastDay) =>
    `${partner} le envió una solicitud que todavía no ha respondido. Puede aceptarla entera o en parte, o rechazarla, hasta el ${lastDay}. Después termina por sí sola y no se concede nada.`,
  factsHeading: "Qué se pide",
  relationship: {
    reseller: ({ partner }) => `${partner} le vendería servicios y le prestaría asistencia.`,
    advisor: ({ partner }) => `${partner} gestionaría servicios que usted compra por otro canal.`,
  },
  permissions: "Permisos de administración que puede aceptar o rechazar uno por uno:",
  noPermissions: "Ningún permiso de administración.",
  duration: (days) => `Los permisos terminarían ${days} después de que usted acepte, o antes si así lo elige.`,
  deadline: (instant) => `Puede responder hasta el ${instant}.`,
  button: "Leer la solicitud",
  replies: ({ partner }) => `Las respuestas a este correo llegan a ${partner}.`,
  footer: ({ partner, operator }) =>
    `Enviado por Rapport de ${operator} a petición de ${partner}. El enlace es personal; abrirlo no cambia nada. Si no conoce a ${partner}, puede ignorar este correo: sin su respuesta no ocurre nada.`,
  message: {
    subject: (partner) => `${partner} le propone una relación comercial`,
    greeting: (contactName) => (contactName === null ? "Buenos días:" : `Buenos días, ${contactName}:`),
    text: (partner) =>
      `${partner} quiere trabajar con su organización. La página a la que lleva este enlace dice exactamente qué pedimos. Puede aceptarlo todo, aceptar una parte o rechazarlo:`,
    close: (partner) => `Un cordial saludo\n${partner}`,
  },
  code: {
    subject: (partner) => `Su código para responder a ${partner}`,
    intro: (partner) => `Escriba este código en la página con la solicitud de ${partner}:`,
    life: (minutes) => `Sirve una sola vez, durante ${minutes} minutos.`,
    footer: ({ partner, operator }) =>
      `Enviado por Rapport de ${operator} porque se pidió en una página dirigida a usted. No dé el código a nadie, tampoco a ${partner}. Si no lo pidió usted, ignore este correo: sin el código nadie puede aceptar en su nombre.`,
  },
};

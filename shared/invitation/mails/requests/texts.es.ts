import type { RequestMailTexts } from "./texts.ts";

/** Mails about a request in Spanish. Partner: socio; request: solicitud; relationship: relación; permission: permiso. */
export const spanishRequestTexts: RequestMailTexts = {
  lang: "es",
  invitationHeading: ({ partner }) => `${partner} le propone una relación comercial`,
  reminder: {
    subject: ({ partner }) => `Recordatorio: ${partner} espera su respuesta`,
    heading: ({ partner }) => `${partner} espera su respuesta`,
    text: ({ partner }) => `${partner} le envió una solicitud que todavía no ha respondido.`,
    some: (lastDay) => `Puede aceptarla entera o en parte, o rechazarla, hasta el ${lastDay}.`,
    whole: (lastDay) => `Puede aceptarla o rechazarla hasta el ${lastDay}.`,
    end: "Después termina por sí sola y no se concede nada.",
  },
  restoration: {
    heading: ({ partner }) => `${partner} le pide permisos de administración`,
    relationship: ({ partner }) =>
      `Usted ya trabaja con ${partner}. Solo se piden permisos de administración; nada más cambia.`,
    reminder: {
      subject: ({ partner }) => `Recordatorio: ${partner} le pide permisos de administración`,
      heading: ({ partner }) => `${partner} le pide permisos de administración`,
      text: ({ partner }) =>
        `${partner}, con quien ya trabaja, le pidió permisos de administración en una solicitud que todavía no ha respondido.`,
    },
  },
  handedOver: (by) => `${by} le ha traspasado esta solicitud.`,
  renamed: ({ partner }, name) => `La solicitud se hizo con el nombre ${partner}. El socio se llama ahora ${name}.`,
  unverified: ({ partner, operator }) =>
    `${operator} no ha verificado que el nombre ${partner} sea auténtico. Si no conoce a este socio, rechace la solicitud.`,
  factsHeading: "Qué se pide",
  relationship: {
    reseller: ({ partner }) => `${partner} le vendería servicios y le prestaría asistencia.`,
    advisor: ({ partner }) => `${partner} gestionaría servicios que usted compra por otro canal.`,
  },
  permissions: "Permisos de administración que puede aceptar o rechazar uno por uno:",
  requiredPermissions: "Permisos de administración que su nube exige; quien acepta los concede:",
  askedPermissions: "Permisos de administración:",
  noPermissions: {
    reseller: (services) =>
      `Ningún permiso de administración. El socio solo puede aprovisionar y gestionar servicios que no lo necesitan: ${services}.`,
    advisor: (services) =>
      `Ningún permiso de administración. El socio solo puede gestionar servicios que no lo necesitan: ${services}.`,
  },
  duration: (days) => `Los permisos terminarían ${days} después de que usted acepte, o antes si así lo elige.`,
  extending: (days) =>
    `Los permisos durarían ${days}, o menos si así lo elige. Después se prorrogan 180 días, una y otra vez, hasta que usted los retire.`,
  deadline: (instant) => `Puede responder hasta el ${instant}.`,
  button: "Leer la solicitud",
  replies: ({ partner }) => `Las respuestas a este correo llegan a ${partner}.`,
  footer: ({ partner, operator }) =>
    `Enviado por Rapport de ${operator} a petición de ${partner}. El enlace es personal; abrirlo no cambia nada. Si no conoce a ${partner}, puede ignorar este correo: sin su respuesta no ocurre nada.`,
  code: {
    subject: ({ code, partner }) => `${code} es su código para responder a ${partner}`,
    intro: (partner) => `Escriba este código en la página con la solicitud de ${partner}:`,
    life: (minutes) => `Sirve una sola vez, durante ${minutes} minutos.`,
    notMe: {
      text: "¿No ha pedido ningún código? Quizá otra persona intenta aceptar en su nombre.",
      link: "No he sido yo",
    },
    footer: ({ partner, operator }) =>
      `Enviado por Rapport de ${operator} porque se pidió en una página dirigida a usted. No dé el código a nadie, tampoco a ${partner}: sin él nadie puede aceptar en su nombre.`,
  },
};

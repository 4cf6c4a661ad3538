import type { RelationshipTexts } from "./texts.ts";

/** What becomes of a relationship, in Spanish. */
export const spanishRelationshipTexts: RelationshipTexts = {
  lang: "es",
  partner: {
    expiring: {
      subject: ({ customer }, date) => `Los permisos de ${customer} terminan el ${date}`,
      text: ({ customer }) => `Estos permisos, concedidos por ${customer}, van a terminar:`,
      next: () =>
        "El cliente lo sabe y puede renovarlos en el portal. Después de su fin puede volver a pedirlos con una nueva invitación.",
    },
    extending: {
      subject: ({ customer }, date) => `Los permisos de ${customer} se prorrogan el ${date}`,
      text: ({ customer }) =>
        `Estos permisos, concedidos por ${customer}, se prorrogan por sí solos al llegar a su fin:`,
      next: () => "No tiene que hacer nada. El cliente lo sabe y puede retirarlos en cualquier momento.",
    },
    expired: {
      subject: ({ customer }) => `Los permisos de ${customer} han terminado`,
      text: ({ customer }) => `Estos permisos, concedidos por ${customer}, han terminado:`,
      next: () =>
        "La relación sigue y la asistencia sigue a su cargo. Si aún necesita los permisos, envíe una nueva invitación: solo se pedirán los permisos.",
    },
    extended: {
      subject: ({ customer }) => `Los permisos de ${customer} se han prorrogado`,
      text: ({ customer }) => `Estos permisos, concedidos por ${customer}, se han prorrogado. Ahora terminan:`,
      next: () => "No tiene que hacer nada.",
    },
    removed: {
      subject: ({ customer }) => `${customer} ha retirado permisos`,
      text: (_, date) => `Estos permisos se retiraron el ${date} y ya no son válidos:`,
      next: () =>
        "La relación sigue y la asistencia sigue a su cargo. Hable con el cliente: cuando no quede ninguno, una nueva invitación puede volver a pedir permisos.",
    },
    terminated: {
      subject: ({ customer }) => `${customer} ha puesto fin a la relación con usted`,
      text: (_, date) => `Terminó el ${date}. La asistencia ya no está a su cargo.`,
      permissions: "Permisos que terminaron con ella:",
      reason: (reason) => `El motivo indicado: ${reason}`,
      next: () =>
        "Las solicitudes de permisos aún abiertas de esta relación se han cancelado. Para volver a trabajar juntos, envíe una nueva invitación.",
    },
    footer: ({ partner, operator }, relationshipId) =>
      `Enviado por Rapport de ${operator} a quienes se ocupan de esta relación en ${partner}. Relación ${relationshipId}.`,
  },
  customer: {
    expiring: {
      subject: ({ partner }, date) => `Los permisos concedidos a ${partner} terminan el ${date}`,
      text: ({ partner }) => `Estos permisos, que usted concedió a ${partner}, van a terminar:`,
      next: () =>
        "Si deben continuar, renuévelos en el portal con un clic, en las mismas condiciones. Si no hace nada, terminan y la relación sigue.",
    },
    extending: {
      subject: ({ partner }, date) => `Los permisos concedidos a ${partner} se prorrogan el ${date}`,
      text: ({ partner }) =>
        `Estos permisos, que usted concedió a ${partner}, se prorrogan por sí solos al llegar a su fin:`,
      next: () => "Si está de acuerdo, no tiene que hacer nada. Si no, retírelos en el portal.",
    },
    expired: {
      subject: ({ partner }) => `Los permisos concedidos a ${partner} han terminado`,
      text: ({ partner }) => `Estos permisos, que usted había concedido a ${partner}, han terminado:`,
      next: () => "La relación sigue. Si los permisos deben continuar, renuévelos en el portal.",
    },
    extended: {
      subject: ({ partner }) => `Los permisos concedidos a ${partner} se han prorrogado`,
      text: ({ partner }) => `Estos permisos, que usted concedió a ${partner}, se han prorrogado. Ahora terminan:`,
      next: () => "Puede retirarlos en el portal en cualquier momento.",
    },
    link: "Abrir el portal",
    renew: "Renovar los permisos",
    footer: ({ operator, customer }) =>
      `Enviado por ${operator} (a través de Rapport) a todos los administradores de ${customer}.`,
  },
};

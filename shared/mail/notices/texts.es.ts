import type { NoticeTexts } from "./texts.ts";

/** What became of a request, in Spanish. */
export const spanishNoticeTexts: NoticeTexts = {
  lang: "es",
  accepted: {
    subjects: {
      whole: ({ customer }) => `${customer} ha aceptado su solicitud`,
      part: ({ customer }) => `${customer} ha aceptado una parte de su solicitud`,
      withoutPermissions: ({ customer }) => `${customer} ha aceptado su solicitud sin permisos de administración`,
    },
    by: (person, date) => `La aceptó ${person} el ${date}.`,
    granted: (until) => `Permisos concedidos hasta el ${until}:`,
    none: "No se ha concedido ningún permiso de administración.",
    refused: "Permisos solicitados que no se han concedido:",
    next: "El cliente figura ahora en su lista de clientes y pueden empezar a trabajar juntos.",
    unchanged: "Por lo demás, nada cambia entre ustedes y el cliente.",
  },
  declined: {
    subject: ({ customer }) => `${customer} ha rechazado su solicitud`,
    text: "No se ha concedido nada y no se enviarán más recordatorios.",
    reason: (reason) => `El motivo indicado: ${reason}`,
    noReason: "No se ha indicado ningún motivo.",
  },
  expired: {
    subject: ({ customer }) => `Su solicitud a ${customer} ha caducado sin respuesta`,
    text: (end) => `Se podía responder hasta el ${end}. No se ha concedido nada.`,
    next: "Si todavía quieren trabajar juntos, renueve la invitación: el cliente recibirá un nuevo mensaje.",
  },
  renewal: {
    subject: ({ customer }) => `${customer} pide un nuevo enlace`,
    text: ({ address }, end) =>
      `Su solicitud a ${address} caducó el ${end}. El cliente la abrió después y pide un nuevo enlace.`,
    next: "Si está de acuerdo, renueve la invitación: el cliente recibirá un nuevo mensaje.",
  },
  undeliverable: {
    subject: ({ address }) => `No se ha podido entregar su solicitud a ${address}`,
    unwanted: ({ address }) => `${address} ha marcado su solicitud como correo no deseado`,
    why: {
      undelivered: ({ address }) => `El mensaje a ${address} no se ha podido entregar tras varios intentos.`,
      bounced: ({ address }) => `El sistema de correo de ${address} ha rechazado el mensaje.`,
      complained: ({ address }) => `El titular de ${address} ha marcado el mensaje como no deseado.`,
      suppressed: ({ address }) =>
        `No se envía correo a ${address}: los mensajes anteriores no llegaron o no se desean.`,
      rejected: () => "El servicio de correo no ha aceptado el mensaje por su contenido.",
    },
    reason: (words) => `Indicación del sistema de correo: ${words}`,
    next: {
      undelivered:
        "No se envían recordatorios hasta que envíe de nuevo la invitación. Inténtelo más tarde o pida otra dirección a su contacto y corríjala en la invitación.",
      bounced:
        "No se envían recordatorios a esta dirección. Pida la dirección correcta a su contacto y corríjala en la invitación, que se enviará de nuevo con otro enlace.",
      complained:
        "No se envía más correo a esta dirección. Hable antes con el cliente por otro medio. Si la dirección es errónea, corríjala en la invitación, que se enviará de nuevo con otro enlace.",
      suppressed:
        "Tampoco se envían recordatorios a esta dirección. Pida otra dirección a su contacto y corríjala en la invitación, que se enviará de nuevo con otro enlace.",
      rejected: "No se envían recordatorios. Revise el asunto y el texto, cancele la invitación y envíe una nueva.",
    },
    refused: {
      address: {
        why: ({ address }) => `El servicio de correo no acepta la dirección ${address}.`,
        next: "No se envían recordatorios a esta dirección. Pida la dirección correcta a su contacto y corríjala en la invitación, que se enviará de nuevo con otro enlace.",
      },
      nobody: {
        why: () => "El servicio de correo no ha aceptado el mensaje y no ha indicado el motivo.",
        next: "No se envían recordatorios. Indique el número de la invitación al operador, que puede averiguar la causa.",
      },
    },
  },
  partnerFooter: ({ partner, operator }, invitationId) =>
    `Enviado por Rapport de ${operator} a quienes se ocupan de esta solicitud en ${partner}. Invitación ${invitationId}.`,
  confirmation: {
    subjects: {
      whole: ({ partner }) => `Ha aceptado la solicitud de ${partner}`,
      part: ({ partner }) => `Ha aceptado una parte de la solicitud de ${partner}`,
      withoutPermissions: ({ partner }) => `Ha aceptado la solicitud de ${partner} sin permisos de administración`,
    },
    by: ({ person }, date) => `La aceptó ${person} el ${date}.`,
    becomes: {
      reseller: ({ partner }) => `${partner} es ahora su revendedor.`,
      advisor: ({ partner }) => `${partner} es ahora su asesor.`,
    },
    stays: {
      reseller: ({ partner }) => `${partner} sigue siendo su revendedor.`,
      advisor: ({ partner }) => `${partner} sigue siendo su asesor.`,
    },
    granted: (until) => `Lo que se ha concedido, hasta el ${until}:`,
    none: "No se ha concedido ningún permiso de administración.",
    extends: "Al llegar a su fin, estos permisos se prorrogan por sí solos, salvo que los retire.",
    refused: "Lo que no se ha concedido:",
    back: "En el portal de clientes puede retirar permisos o poner fin a la relación en cualquier momento.",
    portal: "Abrir el portal de clientes",
    link: "Ver lo que ha aceptado",
    footer: ({ operator }) =>
      `Enviado por Rapport de ${operator} porque la solicitud se aceptó con el enlace creado para esta dirección. Si no sabe nada de ello, avise de inmediato a ${operator}.`,
  },
  confirmAddress: {
    subject: ({ partner }) => `Confirme su dirección para los avisos de ${partner}`,
    text: ({ partner }) => `${partner} quiere enviar a esta dirección avisos sobre sus invitaciones.`,
    link: "Confirmar esta dirección",
    life: (days) => `El enlace es válido durante ${days} días. No se envía nada hasta que usted lo confirme.`,
    unasked: "Si no sabe por qué se le pregunta, puede ignorar este correo.",
    footer: ({ partner, operator }) => `Enviado por Rapport (${operator}) porque ${partner} indicó esta dirección.`,
  },
  signIn: {
    subject: (operator) => `Iniciar sesión en el portal de clientes de ${operator}`,
    text: "Ha pedido iniciar sesión en el portal, donde ve sus socios y lo que puede hacer cada uno.",
    link: "Iniciar sesión",
    life: (minutes) =>
      `El enlace funciona una sola vez, durante ${minutes} minutos. Un mensaje más reciente lo sustituye.`,
    unasked: "Si no lo ha pedido usted, no tiene que hacer nada: sin este mensaje nadie puede iniciar sesión.",
    footer: (operator) =>
      `Enviado por Rapport de ${operator} porque alguien indicó esta dirección para iniciar sesión.`,
  },
};

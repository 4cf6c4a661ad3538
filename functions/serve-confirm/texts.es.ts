import type { ConfirmTexts } from "./texts.ts";

/** In Spanish. */
export const spanishConfirmTexts: ConfirmTexts = {
  lang: "es",
  skip: "Ir al contenido",
  languages: "Esta página en otro idioma",
  notifications: {
    waiting: ({ partner, address }) => ({
      title: `¿Recibir los avisos de ${partner}?`,
      paragraphs: [
        `${partner} quiere enviar a ${address} avisos sobre sus invitaciones, por ejemplo cuando un cliente acepta una.`,
        "No se envía nada hasta que usted lo confirme. Si no sabe por qué se le pregunta, cierre esta página.",
      ],
      button: "Confirmar esta dirección",
    }),
    confirmed: ({ partner, address }) => ({
      title: "La dirección está confirmada",
      paragraphs: [
        `Los avisos de ${partner} se envían a ${address}.`,
        `Para dejar de recibirlos, pida a un administrador de ${partner} que quite la dirección.`,
      ],
    }),
    ended: ({ partner }) => ({
      title: "Este enlace ha caducado",
      paragraphs: [
        "No se ha confirmado nada.",
        `Si todavía quiere recibir estos avisos, pida a un administrador de ${partner} que quite su dirección y la vuelva a añadir. Recibirá entonces un enlace nuevo.`,
      ],
    }),
  },
  unknown: {
    title: "No conocemos este enlace",
    text: "Compruebe que lo ha copiado entero del mensaje.",
  },
};

import { durationInWords, instantInWords } from "../../shared/policy/words.ts";
import { durationOf, type Instant } from "../../shared/domain/time.ts";
import { adderOf } from "./adder.ts";
import type { ConfirmTexts } from "./texts.ts";

const days = (count: number): string => durationInWords(durationOf(count), "es");
const date = (at: Instant): string => instantInWords(at, "es");

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
  administrator: {
    waiting: ({ customer, address, by, coolOffDays }) => ({
      title: `¿Quiere ser administrador de ${customer}?`,
      paragraphs: [
        `${adderOf(by)} ha añadido ${address} como administrador de ${customer}.`,
        "Los administradores ven qué socios tienen permisos en la cuenta de la organización. Aceptan o rechazan solicitudes, renuevan y retiran permisos, ponen fin a relaciones, y añaden o quitan administradores.",
        ...(coolOffDays > 0
          ? [
              `Los nuevos administradores tienen un periodo de espera (${days(coolOffDays)}). Durante ese periodo puede consultarlo todo, rechazar solicitudes y retirar permisos. Después podrá hacer todo lo demás.`,
            ]
          : []),
        "Nada cambia hasta que usted lo confirme. Si no sabe por qué se le pregunta, cierre esta página.",
      ],
      button: "Ser administrador",
    }),
    confirmed: ({ customer, address, coolOffUntil }) => ({
      title: `Ya es administrador de ${customer}`,
      paragraphs: [
        `${address} puede iniciar sesión en el portal de clientes.`,
        ...(coolOffUntil === null
          ? []
          : [
              `Hasta el ${date(coolOffUntil)} puede consultarlo todo, rechazar solicitudes y retirar permisos. Después podrá hacer todo lo demás.`,
            ]),
      ],
      portal: "Iniciar sesión en el portal de clientes",
    }),
    ended: ({ customer }) => ({
      title: "Este enlace ya no es válido",
      paragraphs: [
        "No se ha cambiado nada.",
        `Si debe ser administrador de ${customer}, pida a uno de sus administradores que vuelva a añadir su dirección. Recibirá entonces un enlace nuevo.`,
      ],
    }),
    full: ({ limit }) => ({
      title: "Su dirección es administradora de demasiados clientes",
      paragraphs: [
        "No se ha cambiado nada.",
        `Una dirección puede ser administradora de ${limit} clientes como máximo. Deje uno en el portal de clientes y vuelva a abrir el enlace.`,
      ],
      portal: "Iniciar sesión en el portal de clientes",
    }),
  },
  recovery: {
    waiting: ({ operator, customer, address, reason, linkAt }) => ({
      title: `¿Detener la recuperación del acceso a ${customer}?`,
      paragraphs: [
        `Se ha pedido a ${operator} que haga a ${address} administrador de ${customer}. El motivo indicado es: ${reason}`,
        linkAt === null
          ? "La dirección ya tiene su enlace. Cuando lo confirme, será administradora y podrá hacerlo todo de inmediato."
          : `Si ningún administrador lo detiene, la dirección recibirá un enlace el ${date(linkAt)}. Con él será administradora y podrá hacerlo todo de inmediato.`,
        "Deténgala si la solicitud no está justificada o si no sabe nada de ella. Si está justificada, cierre esta página.",
      ],
      button: "Detener la recuperación",
    }),
    stopped: ({ operator, customer, address }) => ({
      title: "La recuperación se ha detenido",
      paragraphs: [
        `${address} no será administrador de ${customer}. Se informa a todos los administradores.`,
        `Para saber quién lo pidió, póngase en contacto con ${operator}.`,
      ],
      portal: "Iniciar sesión en el portal de clientes",
    }),
    ended: {
      title: "Ya no hay nada que detener",
      paragraphs: [
        "La recuperación ha terminado, o su dirección ya no es de un administrador del cliente. No se ha cambiado nada.",
        "El portal de clientes muestra quiénes son los administradores.",
      ],
      portal: "Iniciar sesión en el portal de clientes",
    },
  },
  code: {
    waiting: ({ operator, partner, address }) => ({
      title: "¿Ha pedido otra persona este código?",
      paragraphs: [
        `El código se envió a ${address} porque alguien quería usarlo para responder a una solicitud de ${partner}.`,
        `Si no lo pidió usted ni nadie de su organización, rechace y denuncie la solicitud. Después nadie podrá aceptarla, y se informará a ${operator}.`,
        "Si lo pidió usted o alguien de su organización, cierre esta página. No ha cambiado nada.",
      ],
      button: "Rechazar y denunciar",
    }),
    reported: ({ operator, partner }) => ({
      title: `Ha denunciado a ${partner}`,
      paragraphs: [
        `La solicitud queda rechazada, no se ha concedido nada y los códigos ya no sirven. Se ha informado a ${operator} de que usted no pidió el código. No tiene que hacer nada más.`,
      ],
    }),
    accepted: ({ operator, partner, at }) => ({
      title: "La solicitud ya ha sido aceptada",
      paragraphs: [
        `La solicitud de ${partner} se aceptó el ${date(at)}. Ahora no se ha cambiado nada.`,
        `Si no la aceptó nadie de su organización, póngase en contacto con ${operator} de inmediato. Los administradores pueden retirar los permisos y poner fin a la relación en el portal de clientes.`,
      ],
      portal: "Iniciar sesión en el portal de clientes",
    }),
    ended: ({ partner }) => ({
      title: "Ya no hay nada que rechazar",
      paragraphs: [
        `La solicitud de ${partner} ya se respondió, se retiró, venció o se envió de nuevo. Este código ya no sirve. No se ha cambiado nada.`,
        "Si recibe otro código que no ha pedido, utilice el enlace de ese nuevo mensaje.",
      ],
    }),
  },
  unknown: {
    title: "No conocemos este enlace",
    text: "Compruebe que lo ha copiado entero del mensaje.",
  },
};

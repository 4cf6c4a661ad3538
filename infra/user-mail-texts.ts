import type { locales } from "../shared/names.ts";

/** What Cognito's mails to users say in one language; `{name}` is the operator's name. */
export interface UserMailTexts {
  readonly invitation: {
    readonly subject: string;
    readonly welcome: string;
    readonly signInHere: string;
    /** Where the stack does not know its own address. */
    readonly signInSomewhere: string;
    readonly address: string;
    readonly password: string;
    readonly next: string;
    readonly unexpected: string;
  };
  readonly code: {
    readonly subject: string;
    readonly code: string;
    readonly next: string;
    readonly unexpected: string;
  };
}

/** Cognito's mails to users in every language. */
export const userMailTexts: Readonly<Record<(typeof locales)[number], UserMailTexts>> = {
  en: {
    invitation: {
      subject: "Your first password for {name}",
      welcome: "You can now sign in to the partner service of {name}.",
      signInHere: "Sign in here:",
      signInSomewhere: "Sign in at the address that your administrator gave you.",
      address: "Address:",
      password: "First password:",
      next: "You are then asked for a password of your own, and to set up an authenticator app. The first password is valid for three weeks; an administrator can send you another one.",
      unexpected: "If you did not expect this mail, ignore it: nobody can sign in without it.",
    },
    code: {
      subject: "Your code for {name}",
      code: "Your code for the partner service of {name}:",
      next: "Enter it on the page that asks for it.",
      unexpected: "If you did not ask for a code, ignore this mail: your password stays as it is.",
    },
  },
  it: {
    invitation: {
      subject: "La vostra prima password per {name}",
      welcome: "Ora potete accedere al servizio per i partner di {name}.",
      signInHere: "Accedete qui:",
      signInSomewhere: "Accedete all’indirizzo che avete ricevuto dal vostro amministratore.",
      address: "Indirizzo:",
      password: "Prima password:",
      next: "Vi verrà poi chiesto di scegliere una password personale e di configurare un’app di autenticazione. La prima password è valida per tre settimane; un amministratore può inviarvene un’altra.",
      unexpected: "Se non aspettavate questo messaggio, ignoratelo: senza di esso nessuno può accedere.",
    },
    code: {
      subject: "Il vostro codice per {name}",
      code: "Il vostro codice per il servizio per i partner di {name}:",
      next: "Inseritelo nella pagina che lo richiede.",
      unexpected: "Se non avete chiesto alcun codice, ignorate questo messaggio: la vostra password non cambia.",
    },
  },
  de: {
    invitation: {
      subject: "Ihr erstes Passwort für {name}",
      welcome: "Sie können sich jetzt beim Partnerdienst von {name} anmelden.",
      signInHere: "Hier melden Sie sich an:",
      signInSomewhere: "Melden Sie sich unter der Adresse an, die Ihr Administrator Ihnen genannt hat.",
      address: "Adresse:",
      password: "Erstes Passwort:",
      next: "Danach wählen Sie ein eigenes Passwort und richten eine Authentifizierungs-App ein. Das erste Passwort gilt drei Wochen; ein Administrator kann Ihnen ein neues senden.",
      unexpected:
        "Wenn Sie diese E-Mail nicht erwartet haben, ignorieren Sie sie: Ohne sie kann sich niemand anmelden.",
    },
    code: {
      subject: "Ihr Code für {name}",
      code: "Ihr Code für den Partnerdienst von {name}:",
      next: "Geben Sie ihn auf der Seite ein, die danach fragt.",
      unexpected:
        "Wenn Sie keinen Code angefordert haben, ignorieren Sie diese E-Mail: Ihr Passwort bleibt unverändert.",
    },
  },
  fr: {
    invitation: {
      subject: "Votre premier mot de passe pour {name}",
      welcome: "Vous pouvez maintenant vous connecter au service partenaires de {name}.",
      signInHere: "Connectez-vous ici\u00a0:",
      signInSomewhere: "Connectez-vous à l’adresse que votre administrateur vous a communiquée.",
      address: "Adresse\u00a0:",
      password: "Premier mot de passe\u00a0:",
      next: "Vous devrez ensuite choisir votre propre mot de passe et configurer une application d’authentification. Le premier mot de passe est valable trois semaines\u00a0; un administrateur peut vous en envoyer un autre.",
      unexpected: "Si vous n’attendiez pas ce courriel, ignorez-le\u00a0: sans lui, personne ne peut se connecter.",
    },
    code: {
      subject: "Votre code pour {name}",
      code: "Votre code pour le service partenaires de {name}\u00a0:",
      next: "Saisissez-le sur la page qui le demande.",
      unexpected: "Si vous n’avez pas demandé de code, ignorez ce courriel\u00a0: votre mot de passe reste inchangé.",
    },
  },
  es: {
    invitation: {
      subject: "Su primera contraseña para {name}",
      welcome: "Ya puede iniciar sesión en el servicio para partners de {name}.",
      signInHere: "Inicie sesión aquí:",
      signInSomewhere: "Inicie sesión en la dirección que le ha facilitado su administrador.",
      address: "Dirección:",
      password: "Primera contraseña:",
      next: "A continuación tendrá que elegir su propia contraseña y configurar una aplicación de autenticación. La primera contraseña es válida durante tres semanas; un administrador puede enviarle otra.",
      unexpected: "Si no esperaba este correo, puede ignorarlo: sin él nadie puede iniciar sesión.",
    },
    code: {
      subject: "Su código para {name}",
      code: "Su código para el servicio para partners de {name}:",
      next: "Introdúzcalo en la página que se lo pide.",
      unexpected: "Si no ha pedido ningún código, puede ignorar este correo: su contraseña no cambia.",
    },
  },
};

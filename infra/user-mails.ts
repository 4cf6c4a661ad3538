import {
  VerificationEmailStyle,
  type UserInvitationConfig,
  type UserVerificationConfig,
} from "aws-cdk-lib/aws-cognito";
import { join } from "node:path";
import { say } from "../shared/message.ts";
import { consolePaths } from "../shared/names.ts";
import { originOf } from "./settings/domain.ts";
import type { Settings } from "./settings.ts";
import { compiledTexts } from "./build/messages.ts";
import type { Texts } from "./texts/shape.ts";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const paragraph = (words: string): string => `<p>${words}</p>`;

/** A value in a paragraph under its label, alone, so that nobody takes a full stop for a part of it. */
const shown = (label: string, value: string): string => paragraph(`${label}<br><strong>${value}</strong>`);

type Mailed = Pick<Settings, "operator" | "locales"> & Partial<Pick<Settings, "domain">>;

/** Cognito knows one text for everybody, so it is in the deployment's first language. */
function textsOf<Kind extends keyof Texts>(kind: Kind, { locales, operator }: Mailed) {
  const [lang = "en"] = locales;
  const { [kind]: texts } = compiledTexts(join(import.meta.dirname, `texts/${lang}.json`)) as unknown as Texts;
  return {
    texts,
    subject: say(texts.subject, { name: operator.name }),
    names: { name: escaped(operator.name) },
    body: (...paragraphs: readonly string[]) => `<div lang="${lang}">\n${paragraphs.join("\n")}\n</div>`,
  };
}

/** The mail with a user's first password. Cognito fills in address and password. */
export function userInvitation(settings: Mailed): UserInvitationConfig {
  const { texts, subject, names, body } = textsOf("invitation", settings);
  const origin = originOf({ domain: settings.domain });
  const url = origin && `${origin}${consolePaths.signIn}`;
  return {
    emailSubject: subject,
    emailBody: body(
      paragraph(say(texts.welcome, names)),
      paragraph(url === undefined ? texts.signInSomewhere : `${texts.signInHere}<br><a href="${url}">${url}</a>`),
      shown(texts.address, "{username}"),
      shown(texts.password, "{####}"),
      paragraph(texts.next),
      paragraph(texts.unexpected),
    ),
  };
}

/** The mail with the code for a user who has forgotten the password. Cognito fills in the code. */
export function userVerification(settings: Mailed): UserVerificationConfig {
  const { texts, subject, names, body } = textsOf("code", settings);
  return {
    emailStyle: VerificationEmailStyle.CODE,
    emailSubject: subject,
    emailBody: body(shown(say(texts.code, names), "{####}"), paragraph(texts.next), paragraph(texts.unexpected)),
  };
}

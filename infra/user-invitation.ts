import type { UserInvitationConfig } from "aws-cdk-lib/aws-cognito";
import { consolePaths } from "../shared/names.ts";
import { originOf } from "./settings/domain.ts";
import type { Settings } from "./settings.ts";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/**
 * The mail with a user's first password. Cognito fills in address and password, and knows one text for everybody. The
 * password stands alone, so that nobody takes a full stop for a part of it.
 */
export function userInvitation({
  operator,
  domain,
}: Pick<Settings, "operator"> & Partial<Pick<Settings, "domain">>): UserInvitationConfig {
  const name = escaped(operator.name);
  const origin = originOf({ domain });
  const url = origin && `${origin}${consolePaths.signIn}`;
  const where =
    url === undefined
      ? "<p>Sign in at the address that your administrator gave you.</p>"
      : `<p>Sign in here:<br><a href="${url}">${url}</a></p>`;
  return {
    emailSubject: `Your first password for ${operator.name}`,
    emailBody: [
      `<p>You can now sign in to the partner service of ${name}.</p>`,
      where,
      "<p>Address:<br><strong>{username}</strong></p>",
      "<p>First password:<br><strong>{####}</strong></p>",
      "<p>You are then asked for a password of your own, and to set up an authenticator app. The first password is valid for three weeks; an administrator can send you another one.</p>",
      "<p>If you did not expect this mail, ignore it: nobody can sign in without it.</p>",
    ].join("\n"),
  };
}

import { describe, expect, test } from "vitest";
import { userInvitation, userVerification } from "../../infra/user-mails.ts";
import { routes } from "../../infra/manifests.ts";
import { consolePaths, locales, tokenCallback, userAttributes } from "../../shared/names.ts";
import { literal, reference, references, synthesized, type Value } from "./synthesized.ts";

const stack = synthesized();
const pool = stack.of<{
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: boolean };
  UsernameAttributes: string[];
  MfaConfiguration: string;
  EnabledMfas: string[];
  UserPoolTier: string;
  Schema: { Name: string; Mutable: boolean }[];
  LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: Value; LambdaVersion: string } };
  Policies: { PasswordPolicy: Record<string, unknown> };
}>("AWS::Cognito::UserPool")[0]!;
const clients = stack.of<{
  GenerateSecret: boolean;
  AllowedOAuthFlows: string[];
  ExplicitAuthFlows: string[];
  WriteAttributes: string[];
  ReadAttributes: string[];
  PreventUserExistenceErrors: string;
}>("AWS::Cognito::UserPoolClient");

describe("the user pool", () => {
  test("takes only users that the operator makes", () => {
    expect(pool.properties.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true);
    expect(pool.properties.UsernameAttributes).toEqual(["email"]);
  });

  test("asks for a strong password and an authenticator application", () => {
    expect(pool.properties).toMatchObject({ MfaConfiguration: "ON", EnabledMfas: ["SOFTWARE_TOKEN_MFA"] });
    expect(pool.properties.Policies.PasswordPolicy).toMatchObject({
      MinimumLength: 14,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    });
  });

  test("keeps partner and role, and never moves a user to another partner", () => {
    const attributes = pool.properties.Schema.map(({ Name, Mutable }) => [`custom:${Name}`, Mutable]);
    expect(attributes).toEqual([
      [userAttributes.partner, false],
      [userAttributes.role, true],
    ]);
  });

  test("has every token shaped by shape-token, access tokens too", () => {
    const { LambdaArn, LambdaVersion } = pool.properties.LambdaConfig.PreTokenGenerationConfig;
    expect(reference(LambdaArn)).toBe(stack.functionId("shape-token"));
    expect(LambdaVersion).toBe("V2_0");
    expect(pool.properties.UserPoolTier).toBe("ESSENTIALS");
    const [permission, ...more] = stack
      .of<{ Principal: string; FunctionName: Value; SourceArn: Value }>("AWS::Lambda::Permission")
      .filter(({ properties }) => properties.Principal === "cognito-idp.amazonaws.com");
    expect(more).toEqual([]);
    expect(reference(permission?.properties.FunctionName)).toBe(stack.functionId("shape-token"));
    expect(reference(permission?.properties.SourceArn)).toBe(pool.id);
  });
});

describe("the client", () => {
  test("is one, public, and signs in by authorization code", () => {
    expect(clients).toHaveLength(1);
    expect(clients[0]?.properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ["code"],
      PreventUserExistenceErrors: "ENABLED",
    });
    expect(clients[0]?.properties.ExplicitAuthFlows.filter((flow) => flow.includes("PASSWORD"))).toEqual([]);
  });

  test("reads partner and role and can write neither", () => {
    const { ReadAttributes, WriteAttributes } = clients[0]!.properties;
    expect(ReadAttributes).toEqual(expect.arrayContaining(Object.values(userAttributes)));
    expect(WriteAttributes).toEqual(["email"]);
  });
});

describe("the sign-in pages", () => {
  const [domain, ...more] = stack.of<{ Domain: Value; ManagedLoginVersion: number; UserPoolId: Value }>(
    "AWS::Cognito::UserPoolDomain",
  );
  const branding = stack.of<{ ClientId: Value; UserPoolId: Value }>("AWS::Cognito::ManagedLoginBranding");

  test("have an address that names stage and account, for another account of the region may not have the same", () => {
    expect(more).toEqual([]);
    expect(literal(domain?.properties.Domain)).toBe("rapport-test-…");
    expect(references(domain?.properties.Domain)).toEqual(["AWS::AccountId"]);
    expect(reference(domain?.properties.UserPoolId)).toBe(pool.id);
  });

  test("are managed login, with a style for the client, without which they are unavailable", () => {
    expect(domain?.properties.ManagedLoginVersion).toBe(2);
    expect(branding.map(({ properties }) => reference(properties.ClientId))).toEqual(clients.map(({ id }) => id));
  });

  test("send people back to our page, or to the command that asks for a token, and nowhere else", () => {
    const urls = stack.of<{ CallbackURLs: Value[] }>("AWS::Cognito::UserPoolClient")[0]!.properties.CallbackURLs;
    expect(urls.map(literal)).toEqual(["https://rapport.operator-of-tests.eu/console/callback", tokenCallback]);
    // Cognito takes http only there.
    expect(new URL(tokenCallback).hostname).toBe("localhost");
    expect(routes.map(({ key }) => key)).toContain(`GET ${consolePaths.callback}`);
  });

  test("are outputs of the stack, with what a command needs to use them", () => {
    expect(Object.keys(stack.outputs)).toEqual(
      expect.arrayContaining(["SignInUrl", "SignInDomain", "UserPoolId", "UserPoolClientId"]),
    );
    expect(literal(stack.outputs["SignInUrl"])).toBe("https://rapport.operator-of-tests.eu/console/sign-in");
  });
});

describe("a user's first password", () => {
  interface Mails {
    EmailConfiguration?: { EmailSendingAccount: string; From: string; SourceArn: Value };
    AdminCreateUserConfig: { InviteMessageTemplate?: { EmailMessage: string; EmailSubject: string } };
  }
  const mailsOf = (of: typeof stack) => of.of<Mails>("AWS::Cognito::UserPool")[0]!.properties;

  test("is valid for weeks", () => {
    expect(pool.properties.Policies.PasswordPolicy["TemporaryPasswordValidityDays"]).toBe(21);
  });

  test("is mailed by Cognito itself until SES has verified the sender, for Cognito refuses a pool with another", () => {
    const { EmailConfiguration, AdminCreateUserConfig } = mailsOf(stack);
    expect(EmailConfiguration).toBeUndefined();
    // Cognito takes a text of ours only where SES sends.
    expect(AdminCreateUserConfig.InviteMessageTemplate).toBeUndefined();
  });

  test("is mailed by SES from the stage's sender, with the address and a link, where the stage says so", () => {
    const { EmailConfiguration, AdminCreateUserConfig } = mailsOf(synthesized("ses", { signIn: { mails: "ses" } }));
    expect(EmailConfiguration).toMatchObject({
      EmailSendingAccount: "DEVELOPER",
      From: "Operator <rapport@operator-of-tests.eu>",
    });
    expect(literal(EmailConfiguration?.SourceArn)).toMatch(/:identity\/operator-of-tests\.eu$/);
    const { EmailMessage = "", EmailSubject } = AdminCreateUserConfig.InviteMessageTemplate ?? {};
    expect(EmailSubject).toBe("Your first password for Operator");
    expect(EmailMessage).toContain(`<a href="https://rapport.operator-of-tests.eu/console/sign-in">`);
    // Cognito fills these in, and refuses a text without them.
    for (const filled of ["{username}", "{####}"]) expect(EmailMessage.split(filled)).toHaveLength(2);
  });

  test("is mailed without a link where the address is unknown in advance", () => {
    const { emailBody } = userInvitation({ operator: { name: 'A <b> & "C"' }, locales: ["en"] });
    expect(emailBody).not.toContain("href");
    expect(emailBody).toContain("A &lt;b> &amp; &quot;C&quot;");
  });
});

describe("the mails that Cognito writes to users", () => {
  interface Mails {
    AdminCreateUserConfig: { InviteMessageTemplate?: { EmailMessage: string; EmailSubject: string } };
    VerificationMessageTemplate: { EmailMessage: string; EmailSubject: string };
  }
  const mailsOf = (...[stage, more]: Parameters<typeof synthesized>) =>
    synthesized(stage, more).of<Mails>("AWS::Cognito::UserPool")[0]!.properties;

  test("are in the language that the stage names first", () => {
    const { AdminCreateUserConfig, VerificationMessageTemplate } = mailsOf("german", {
      signIn: { mails: "ses" },
      locales: ["de", "fr"],
    });
    expect(AdminCreateUserConfig.InviteMessageTemplate?.EmailSubject).toBe("Ihr erstes Passwort für Operator");
    expect(VerificationMessageTemplate.EmailSubject).toBe("Ihr Code für Operator");
  });

  test("are Cognito's own where Cognito sends them, for it takes no text of ours there", () => {
    expect(JSON.stringify(mailsOf())).not.toContain("Operator");
  });

  const setting = (lang: (typeof locales)[number], name: string) => ({ operator: { name }, locales: [lang] });

  test.each(locales)("say in %s whose service it is, and have a place for all that Cognito fills in", (lang) => {
    const [invitation, code] = [userInvitation(setting(lang, "Fabrikam")), userVerification(setting(lang, "Fabrikam"))];
    for (const { emailSubject = "", emailBody = "" } of [invitation, code]) {
      expect(emailSubject).toContain("Fabrikam");
      expect(emailSubject.length).toBeLessThanOrEqual(140);
      expect(emailBody).toContain("Fabrikam");
      expect(emailBody).toContain(`<div lang="${lang}">`);
      expect(emailBody.split("{####}")).toHaveLength(2);
      expect(`${emailSubject}${emailBody}`).not.toContain("{name}");
      // What Cognito takes; it refuses a text with anything else.
      expect(emailBody).toMatch(/^[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*$/u);
    }
    expect(invitation.emailBody?.split("{username}")).toHaveLength(2);
  });

  test("are written anew in every language", () => {
    for (const mail of [userInvitation, userVerification]) {
      const subjects = locales.map((lang) => mail(setting(lang, "Fabrikam")).emailSubject);
      expect(new Set(subjects).size).toBe(locales.length);
    }
  });
});

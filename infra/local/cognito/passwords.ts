import { createHash, randomInt } from "node:crypto";
import * as z from "zod";

/** What a user pool asks of a password; the defaults are Cognito's. */
export const passwordPolicy = z.looseObject({
  MinimumLength: z.number().default(8),
  RequireLowercase: z.boolean().default(false),
  RequireNumbers: z.boolean().default(false),
  RequireSymbols: z.boolean().default(false),
  RequireUppercase: z.boolean().default(false),
  TemporaryPasswordValidityDays: z.number().default(7),
});
type PasswordPolicy = z.infer<typeof passwordPolicy>;

/** Letters that no reader mistakes for another one, and that HTML leaves alone. */
const letters = {
  lower: "abcdefghjkmnpqrstuvwxyz",
  upper: "ABCDEFGHJKMNPQRSTUVWXYZ",
  digits: "23456789",
  symbols: "!*-+",
};

const oneOf = (text: string): string => text.charAt(randomInt(text.length));

/** A first password, with a letter of every kind that a policy can ask for. */
export const newPassword = ({ MinimumLength }: PasswordPolicy): string => {
  const kinds = Object.values(letters);
  const more = Array.from({ length: Math.max(MinimumLength, kinds.length) - kinds.length }, () => letters.lower);
  return [...kinds, ...more].map(oneOf).join("");
};

/** What a password lacks, as Cognito says it; `undefined` where it lacks nothing. */
export const lackOf = (password: string, policy: PasswordPolicy): string | undefined => {
  const asked: readonly (readonly [boolean, RegExp, string])[] = [
    [policy.RequireLowercase, /[a-z]/, "must have lowercase characters"],
    [policy.RequireUppercase, /[A-Z]/, "must have uppercase characters"],
    [policy.RequireNumbers, /\d/, "must have numeric characters"],
    [policy.RequireSymbols, /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/, "must have symbol characters"],
  ];
  const lack =
    password.length < policy.MinimumLength
      ? `must have at least ${policy.MinimumLength} characters`
      : asked.find(([needed, kind]) => needed && !kind.test(password))?.[2];
  return lack && `Password does not conform to policy: it ${lack}.`;
};

/** What is kept of a password. */
export const digestOf = (password: string): string => createHash("sha256").update(password).digest("base64url");

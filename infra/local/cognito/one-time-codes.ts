import { Secret, TOTP } from "otpauth";

/** A secret for an authenticator app, in base 32 as apps read it. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** The code that an authenticator app shows at a moment (RFC 6238: six digits, thirty seconds, SHA-1). */
export const codeAt = (secret: string, seconds: number): string =>
  new TOTP({ secret }).generate({ timestamp: seconds * 1000 });

/** Whether it is the code of now, or of the step before or after, for clocks that are a little off. */
export const isCodeOf = (secret: string, code: string, seconds: number): boolean =>
  new TOTP({ secret }).validate({ token: code.replaceAll(" ", ""), timestamp: seconds * 1000, window: 1 }) !== null;

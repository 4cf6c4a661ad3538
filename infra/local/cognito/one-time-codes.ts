import { createHmac, randomBytes } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const bitsOf = (value: number, width: number): string => value.toString(2).padStart(width, "0");
const stepSeconds = 30;

/** A secret for an authenticator app, in base 32 as apps read it. */
export const newSecret = (): string =>
  [...randomBytes(20)]
    .map((byte) => bitsOf(byte, 8))
    .join("")
    .replaceAll(/.{5}/g, (bits) => alphabet.charAt(Number.parseInt(bits, 2)));

const keyOf = (secret: string): Buffer => {
  const bits = [...secret].map((letter) => bitsOf(alphabet.indexOf(letter), 5)).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** The code that an authenticator app shows at a moment (RFC 6238: six digits, thirty seconds, SHA-1). */
export const codeAt = (secret: string, seconds: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / stepSeconds)));
  const mac = createHmac("sha1", keyOf(secret)).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 0x0f) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
};

/** Whether it is the code of now, or of the step before or after, for clocks that are a little off. */
export const isCodeOf = (secret: string, code: string, seconds: number): boolean =>
  [-stepSeconds, 0, stepSeconds].some((off) => codeAt(secret, seconds + off) === code.replaceAll(" ", ""));

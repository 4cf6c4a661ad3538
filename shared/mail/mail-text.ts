import { html, type Html } from "../html/html.ts";
import { plainText } from "../html/plain-text.ts";
import type { Locale } from "../policy/locales.ts";

// What a mail program looks for when it makes links of bare text: points before a name (also those that IDNA reads as
// one), schemes and at-signs. Numbers are no links.
const joints =
  /[.\u3002\uFF0E\uFF61](?=\p{L}[\p{L}\p{N}-])|:(?=\/\/)|(?<=\b(?:mailto|tel|sms|skype)):|[@\uFF20](?=\S)/giu;
const address = /(?<![\p{L}\p{N}.+_-])(?!www\.)[\p{L}\p{N}.+_-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
const addressOrJoint = new RegExp(`(${address.source})|${joints.source}`, "giu");

/**
 * A label before its value, or above it. French has a non-breaking space before the
 * colon.
 */
export const labelled = (label: string, lang: Locale): string => `${label}${lang === "fr" ? "\u00a0" : ""}:`;

/** The first `limit` characters (code points), the last of them an ellipsis when something was left out. */
export const shortened = (text: string, limit: number): string => {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join("")}…`;
};

/**
 * A mail header's text: one line, plain. An encoded word (RFC 2047) that was typed stays what was typed: a reader must
 * not decode into it what was refused in plain.
 */
export const headerLine = (text: string): string => plainText(text).replace(/\s+/g, " ").replaceAll("=?", "= ?").trim();

/** The same for what people read in it, at most 200 characters. */
export const headerSafe = (text: string): string => shortened(headerLine(text), 200);

/**
 * Plain text in which no mail program finds a page to open or somebody to write to: joints of addresses stand in brackets,
 * as people write addresses that nobody is to follow. A mail has one link to click, ours; a partner's text cannot add
 * another. Nothing invisible is put in, so what is copied is what was read; numbers are left alone, and so are the mail
 * addresses that the mail itself is about (`known`).
 */
export const inertText = (text: string, known: readonly string[] = []): string =>
  plainText(text).replace(addressOrJoint, (found, person: string | undefined) => {
    if (person === undefined) return `[${found}]`;
    return known.includes(person) ? person : person.replace(joints, (joint) => `[${joint}]`);
  });

/** The same as markup, where an element around each joint parts the address for mail programs, and for nobody who reads or copies it. */
export const inertHtml = (text: string): Html => {
  const plain = plainText(text);
  const found = [...plain.matchAll(joints)];
  const ends = [0, ...found.map(({ index, 0: joint }) => index + joint.length)];
  return html`${ends.map((end, at) => {
    const next = found[at];
    const words = plain.slice(end, next?.index);
    return next === undefined ? html`${words}` : html`${words}<span>${next[0]}</span>`;
  })}`;
};

/** A mail's subject: a header's text in which no mail program finds a page to open either. */
export const subjectLine = (text: string, known: readonly string[] = []): string => headerSafe(inertText(text, known));

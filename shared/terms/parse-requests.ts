import type * as z from "zod/mini";
import { endlessHighRisk, messageFaults, purposeFaults, unknownPermissions } from "./rules.ts";
import { Refusal, type Fault } from "../kernel/refusal.ts";
import { findPermission } from "../policy/permissions.ts";
import { parse } from "../schema/parse.ts";

const catalogue = { riskOf: (permission: string) => findPermission(permission)?.risk ?? null };

/** Parses a body with terms. If its form has faults, its content is checked too, so that one answer reports all. */
export function parseTerms<Value>(schema: z.ZodMiniType<Value>, body: unknown): Value {
  try {
    return parse(schema, body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const known = new Set(error.faults.map(({ pointer }) => pointer));
    const others = [...termsFaults(body, ""), ...termsFaults(membersOf(body)["defaults"], "/defaults")];
    throw new Refusal(error.kind, error.message, {
      faults: [...error.faults, ...others.filter(({ pointer }) => !known.has(pointer))],
    });
  }
}

function termsFaults(terms: unknown, at: string): Fault[] {
  const { permissions, purposes, autoExtend, message, messages } = membersOf(terms);
  const asked = Array.isArray(permissions) ? permissions.map(textOf) : [];
  return [
    ...unknownPermissions(asked, catalogue, `${at}/permissions`),
    ...(Array.isArray(permissions) ? purposeFaults(membersOf(purposes), asked) : []),
    ...endlessHighRisk({ permissions: asked, autoExtend: autoExtend === true }, catalogue),
    ...wordsFaults(message, `${at}/message`),
    ...Object.entries(membersOf(messages)).flatMap(([locale, words]) => wordsFaults(words, `${at}/messages/${locale}`)),
  ].map(({ pointer, code, message }) => ({ pointer, code, message }));
}

function wordsFaults(words: unknown, pointer: string) {
  const { subject, text } = membersOf(words);
  return typeof text === "string" ? messageFaults({ subject: textOf(subject), text }, pointer) : [];
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> => ({ ...(value as object | null) });

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

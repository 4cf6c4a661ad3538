import * as z from "zod/mini";
import { durationBetween, line, paragraphs, reminderEntry } from "../schema/primitives.ts";

/** A partner's own word for some of its invitations or customers, the same however its letters were put together. */
export const tag = line(50, { normal: true });
/** The tags of one of them. */
export const tags = z.array(tag).check(z.maxLength(20, "At most 20 tags."));

const mostPermissions = 50;

/** Permissions that are asked, from outside. */
export const permissionList = z
  .array(line(100))
  .check(z.maxLength(mostPermissions, `At most ${mostPermissions} permissions.`));

/** The partner's own message, from outside. */
export const ownWords = z.strictObject({ subject: line(200), text: paragraphs(10_000) });

/** Why the partner asks, from outside. */
export const purpose = line(500);

/** Why it asks for single permissions, by their ids; null is none. */
export const permissionPurposes = z.pipe(
  z
    .record(line(100), z.nullable(line(200)))
    .check(z.refine((said) => Object.keys(said).length <= mostPermissions, `At most ${mostPermissions} permissions.`)),
  z.transform((said) =>
    Object.fromEntries(Object.entries(said).flatMap(([id, words]) => (words === null ? [] : [[id, words]]))),
  ),
);

/** How long grants last. */
export const grantDuration = durationBetween(1, 730);

/** How long an invitation stays open. */
export const openDuration = durationBetween(1, 90);

/** When an unanswered invitation is brought to mind. */
export const reminderPlan = z.array(reminderEntry).check(z.maxLength(10, "At most 10 reminders."));

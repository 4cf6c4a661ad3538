import * as z from "zod/mini";
import { durationBetween, line, paragraphs, reminderEntry } from "../schema/primitives.ts";

/** A partner's own word for some of its invitations or customers, the same however its letters were put together. */
export const tag = line(50, { normal: true });
/** The tags of one of them. */
export const tags = z.array(tag).check(z.maxLength(20, "At most 20 tags."));

/** Permissions that are asked, from outside. */
export const permissionList = z.array(line(100)).check(z.maxLength(50, "At most 50 permissions."));

/** The partner's own message, from outside. */
export const ownWords = z.strictObject({ subject: line(200), text: paragraphs(10_000) });

/** How long grants last. */
export const grantDuration = durationBetween(1, 730);

/** How long an invitation stays open. */
export const openDuration = durationBetween(1, 90);

/** When an unanswered invitation is brought to mind. */
export const reminderPlan = z.array(reminderEntry).check(z.maxLength(10, "At most 10 reminders."));

import * as z from "zod/mini";
import { durationBetween, line, paragraphs, reminderEntry } from "../schema/primitives.ts";

/** Permissions that are asked, from outside. */
export const permissionList = z.array(line(100)).check(z.maxLength(50, "At most 50 permissions."));

/** A partner's own words, from outside; where the link goes is the domain's to say. */
export const ownWords = z.strictObject({ subject: line(200), text: paragraphs(10_000) });

/** How long grants last (product table, row 34). */
export const grantDuration = durationBetween(1, 730);

/** How long an invitation stays open (product table, row 6). */
export const openDuration = durationBetween(1, 90);

/** When an unanswered invitation is brought to mind (product table, row 43). */
export const reminderPlan = z.array(reminderEntry).check(z.maxLength(10, "At most 10 reminders."));

import * as z from "zod/mini";
import type { Fault } from "../../shared/domain/refusal.ts";

const text = z.catch(z.string(), "").check(z.overwrite((value: string) => value.trim().slice(0, 300).toWellFormed()));

const schema = z.object({ email: z._default(text, ""), code: z._default(text, "") });

/** To whom a customer hands a request over, as typed (`POST /i/{link}/hand-over`). */
export type HandOverForm = z.infer<typeof schema>;

/** Reads the form; what does not fit is a fault that the page shows by its field. */
export const parseHandOverForm = (body: unknown): HandOverForm => schema.parse(body);

const fields: Readonly<Record<string, string>> = { "/email": "/colleague", "/code": "/colleague-code" };

/** The faults by the fields that they have on the page, where the answer's own form has a code too. */
export const onHandOverForm = (faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, pointer: fields[fault.pointer] ?? fault.pointer }));

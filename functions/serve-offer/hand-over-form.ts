import * as z from "zod/mini";
import type { Fault } from "../../shared/domain/refusal.ts";
import { parseForm, text } from "./form-fields.ts";

const schema = z.object({ email: text(300), code: text(20) });

/** To whom a customer hands a request over, as typed (`POST /i/{link}/hand-over`). */
export type HandOverForm = z.infer<typeof schema>;

/** Reads the form. */
export const parseHandOverForm = (body: unknown): HandOverForm => parseForm(schema, body);

const fields: Readonly<Record<string, string>> = { "/email": "/colleague", "/code": "/colleague-code" };

/** The faults by the fields that they have on the page, where the answer's own form has a code too. */
export const onHandOverForm = (faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, pointer: fields[fault.pointer] ?? fault.pointer }));

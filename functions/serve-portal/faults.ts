import { Refusal } from "../../shared/kernel/refusal.ts";
import { problemKinds, refusalHeaders } from "../../shared/http/problems.ts";
import type { FieldError } from "../../shared/pages/field.ts";
import type { PortalTexts } from "./texts.ts";

/** What is wrong with a field, in the reader's language, and what the page with it answers. */
export interface PageFault {
  readonly text: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** The only fault of a page as the kit takes it: of this field, or none. */
export const errorsAt = (field: string, fault: string | null): readonly FieldError[] =>
  fault === null ? [] : [{ field, message: fault }];

/** The fault of a field that a command refused. Throws on whatever a page has no words for by its field. */
export function faultIn(error: unknown, { faults }: PortalTexts): PageFault {
  if (!(error instanceof Refusal)) throw error;
  const code = error.faults[0]?.code;
  if (code === undefined || !Object.hasOwn(faults, code)) throw error;
  const [status] = problemKinds[error.kind];
  return { text: faults[code as keyof typeof faults], status, headers: refusalHeaders(error) };
}

import type { Fault } from "../../shared/kernel/refusal.ts";
import { permissionName } from "../../shared/policy/permission-texts.ts";
import { listInWords, say } from "../../shared/policy/words.ts";
import { longestText } from "./answer-form.ts";
import type { PageTexts } from "./texts.ts";

/**
 * The text of a fault in the reader's language; in English for faults that customers do not meet. `tries` is how often the newest
 * code can still be entered.
 */
export function faultText(
  { code, message, pointer, permissions = [] }: Fault,
  { catalogue, faults, lang }: PageTexts,
  tries: number,
): string {
  if (code === undefined || !Object.hasOwn(faults, code)) return message;
  const names = permissions.map((id) => permissionName(id, catalogue));
  return say(faults[code as keyof typeof faults], {
    max: longestText(pointer),
    names: listInWords(names, lang),
    tries,
  });
}

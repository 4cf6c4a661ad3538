import type { Fault } from "../../shared/domain/refusal.ts";
import { say } from "../../shared/policy/words.ts";
import { longestText } from "./answer-form.ts";
import type { PageTexts } from "./texts.ts";

/** What a fault says in the reader's language; in English where it has no code, for that is not meant for customers. */
export function faultText({ code, message, pointer }: Fault, { faults }: PageTexts): string {
  const isCoded = code !== undefined && Object.hasOwn(faults, code);
  return isCoded ? say(faults[code as keyof typeof faults], { max: String(longestText(pointer)) }) : message;
}

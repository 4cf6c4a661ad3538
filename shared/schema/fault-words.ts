import type * as z from "zod/mini";
import type { FaultCode } from "../kernel/fault-code.ts";

type Issue = z.core.$ZodRawIssue | z.core.$ZodIssue;

const types: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

/** What is wrong, for people, where the schema has no words of its own. Never the library's words. */
export function faultWords(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "Required." : `Must be ${types[issue.expected] ?? "of another type"}.`;
    case "unrecognized_keys":
      return "There is no such field.";
    case "invalid_value":
      return isMissing(issue) ? "Required." : `Must be one of: ${issue.values.map(String).join(", ")}.`;
    case "too_big":
      return `Must not be ${sizes[issue.origin]?.more ?? "more than"} ${issue.maximum}${sizes[issue.origin]?.unit ?? ""}.`;
    case "too_small":
      return `Must not be ${sizes[issue.origin]?.less ?? "less than"} ${issue.minimum}${sizes[issue.origin]?.unit ?? ""}.`;
    case "invalid_format":
      return "Does not have the documented format.";
    default:
      return isMissing(issue) ? "Required." : "This value is not allowed.";
  }
}

const sizes: Readonly<Record<string, { readonly more: string; readonly less: string; readonly unit: string }>> = {
  string: { more: "longer than", less: "shorter than", unit: " characters" },
  array: { more: "longer than", less: "shorter than", unit: " items" },
};

/** The kind of a fault, for programs; a check of our own names its kind itself. */
export function faultCode(issue: z.core.$ZodIssue): FaultCode {
  switch (issue.code) {
    case "invalid_type":
      return isMissing(issue) ? "missing" : "wrong-type";
    case "unrecognized_keys":
      return "unknown-field";
    case "invalid_key":
    case "invalid_value":
      return isMissing(issue) ? "missing" : "unknown-value";
    case "too_big":
      return issue.origin === "string" ? "too-long" : issue.origin === "array" ? "too-many" : "out-of-range";
    case "too_small":
      return smallCode(issue);
    case "invalid_format":
      return "malformed";
    case "custom":
      return (issue.params?.["code"] as FaultCode | undefined) ?? "invalid";
    default:
      return isMissing(issue) ? "missing" : "invalid";
  }
}

const smallCode = ({ origin, minimum }: z.core.$ZodIssueTooSmall): FaultCode => {
  if (origin === "string") return minimum === 1 ? "empty" : "too-short";
  return origin === "array" ? "too-few" : "out-of-range";
};

const isMissing = ({ input }: Issue): boolean => input === undefined;

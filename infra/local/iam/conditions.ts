import * as z from "zod";
import { arnMatcher } from "./wildcards.ts";

const values = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** The keys that can be answered here; a condition on any other would be decided by guessing. */
const keysSchema = z.strictObject({
  "aws:SecureTransport": values.optional(),
  "aws:SourceAccount": values.optional(),
  "aws:SourceArn": values.optional(),
});

/** What is known of a request beside who asks for what; an absent key fails every condition on it, as in AWS. */
export type Context = Readonly<Partial<Record<keyof typeof keysSchema.shape, string>>>;

/** The `Condition` of a statement; an operator or key that is not listed is refused by name. */
export const conditionSchema = z.strictObject({
  ArnEquals: keysSchema.default({}),
  ArnLike: keysSchema.default({}),
  Bool: keysSchema.default({}),
  StringEquals: keysSchema.default({}),
});
type Condition = z.infer<typeof conditionSchema>;

const byArn = (actual: string, wanted: string): boolean => arnMatcher(wanted)(actual);

/** Operators; source: "IAM JSON policy elements: Condition operators" of the IAM guide, where both of ARNs behave the same. */
const operators: Readonly<Record<keyof Condition, (actual: string, wanted: string) => boolean>> = {
  ArnEquals: byArn,
  ArnLike: byArn,
  Bool: (actual, wanted) => actual === wanted.toLowerCase(),
  StringEquals: (actual, wanted) => actual === wanted,
};

/** Whether every operator holds for every key of it; of several values one is enough. */
export const conditionHolds = (condition: Condition, context: Context): boolean =>
  Object.entries(operators).every(([operator, compare]) =>
    Object.entries(condition[operator as keyof Condition]).every(([key, wanted]) => {
      const actual = context[key as keyof Context];
      return actual !== undefined && wanted.some((value) => compare(actual, value));
    }),
  );

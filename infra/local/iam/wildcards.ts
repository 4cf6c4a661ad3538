const literal = (text: string): string => text.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");

/**
 * Whether an ARN fits a pattern. `*` and `?` stay within one of the parts between colons, but a `*` that ends its part goes on
 * behind the colon; source: "IAM JSON policy elements: Resource" of the IAM guide. Throws by name on a policy variable.
 */
export const arnMatcher = (pattern: string): ((arn: string) => boolean) => {
  if (pattern.includes("${")) throw new Error(`The local stack does not know policy variables: ${pattern}`);
  const expression = literal(pattern)
    .replaceAll("?", "[^:]")
    .replaceAll(/\*+(?=:|$)/g, "\0")
    .replaceAll("*", "[^:]*")
    .replaceAll("\0", ".*");
  const compiled = new RegExp(`^${expression}$`);
  return (arn) => compiled.test(arn);
};

/** Whether an action fits a pattern such as `dynamodb:Get*`; letter case does not count. */
export const actionMatcher = (pattern: string): ((action: string) => boolean) => {
  const compiled = new RegExp(`^${literal(pattern).replaceAll("?", ".").replaceAll("*", ".*")}$`, "i");
  return (action) => compiled.test(action);
};

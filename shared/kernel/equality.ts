/** Whether two JSON values are equal, ignoring the order of members, which a store does not keep. */
export const saysTheSame = (one: unknown, other: unknown): boolean => orderedJson(one) === orderedJson(other);

/** A value as JSON with the members of its objects in order, the same for equal values. */
export const orderedJson = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );

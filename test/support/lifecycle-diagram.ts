import { invitationLifecycle, invitationStatuses } from "../../shared/domain/invitation-lifecycle.ts";

/** The lifecycle table as the lines of a Mermaid state diagram: one arrow per row and status, an end where none leaves. */
export function lifecycleDiagram(): string[] {
  const arrows = invitationLifecycle.flatMap(({ action, from, to, by }) => {
    const label = `${action} (${by.join(", ")})`;
    const starts: readonly string[] = from.length === 0 ? ["[*]"] : from;
    return starts.map((start) => `    ${start} --> ${to === "same" ? start : to}: ${label}`);
  });
  const left: ReadonlySet<string> = new Set(invitationLifecycle.flatMap(({ from, to }) => (to === "same" ? [] : from)));
  const ends = invitationStatuses.filter((status) => !left.has(status)).map((status) => `    ${status} --> [*]`);
  return ["stateDiagram-v2", ...arrows, ...ends];
}

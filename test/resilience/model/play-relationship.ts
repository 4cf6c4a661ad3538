import type { Answer } from "../../../infra/local/actors/answers.ts";
import type { Stack } from "../../support/stack/stack.ts";
import { made, relationshipKinds, type Move, type RelationshipKind } from "./moves.ts";
import { assertAnswer } from "./assert-answer.ts";
import { addresseeBy, amend, amendedBy, namedBy, onRelationship, reportedAt } from "./relationships.ts";
import { validDays, type ModelledRelationship, type World } from "./world.ts";

/** Whether a move is one of a partner or the operator on a relationship. */
export const isOfRelationship = (kind: Move["kind"]): kind is RelationshipKind =>
  relationshipKinds.some((known) => known === kind);

/** Does what a partner or the operator does with a relationship, and compares the answer with the model. */
export async function playRelationship(stack: Stack, world: World, move: Move, kind: RelationshipKind): Promise<void> {
  const apt = move.isApt ? world.relationships.filter((one) => isFor(kind, one)) : [];
  const candidates = apt.length > 0 ? apt : world.relationships;
  const relationship = candidates[move.at % Math.max(candidates.length, 1)];
  if (relationship === undefined) return;
  if (kind === "amend") return playAmendment(stack, world, relationship, move);
  const named = namedBy(relationship, move);
  const at = reportedAt(world, move);
  const expected = onRelationship(world, kind, relationship, move);
  const answer = await callOf(stack, kind, relationship, { named, at, move });
  assertAnswer(answer, expected);
}

/** Whether a move is about something that is there. */
const isFor = (kind: RelationshipKind, { status, suspendedBy }: ModelledRelationship): boolean =>
  kind === "lift-suspension" ? suspendedBy.has("operator") : status === "active";

function callOf(
  stack: Stack,
  kind: Exclude<RelationshipKind, "amend">,
  { id, partner }: ModelledRelationship,
  { named, at, move }: { readonly named: string; readonly at: string; readonly move: Move },
): Promise<Answer> {
  const { operator } = stack;
  const permissions = move.granted === "all" ? "all" : [named];
  const calls = {
    "give-back": () => stack.partner(partner, "helpdesk").giveBack(id, named),
    "end-by-partner": () => stack.partner(partner, "admin").terminate(id, { reason: "The contract has ended" }),
    "ask-blockers": () => stack.partner(partner, "sales").terminate(id, { dryRun: true }),
    suspend: () => operator.suspend(id),
    "lift-suspension": () => operator.resume(id),
    "report-removed": () => operator.reportRemoved(id, { permissions, by: null, at }),
  } as const;
  return calls[kind]();
}

async function playAmendment(
  stack: Stack,
  world: World,
  relationship: ModelledRelationship,
  move: Move,
): Promise<void> {
  const { partner } = relationship;
  const named = addresseeBy(world, relationship, move);
  const { expected, email, asked } = amend(world, relationship, move);
  const answer = await stack.partner(partner, "sales").amend(relationship.id, {
    ...(named !== undefined && { email: named }),
    ...{ permissions: amendedBy(move), send: move.mode, reminders: [`P${validDays.reminder}D`] },
    ...{ duration: `P${validDays.grants}D`, expiresIn: `P${validDays.invitation}D` },
  });
  assertAnswer(answer, expected);
  if (answer.status !== 201) return;
  const { id, permissions } = answer.json;
  const about = { partner, email, mode: move.mode, isSent: true, anotherOrganization: false, isAmendment: true };
  made(world, { id: String(id), permissions: permissions as readonly string[] }, about, asked);
}

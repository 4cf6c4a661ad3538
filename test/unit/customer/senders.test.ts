import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  changeSenders,
  maySend,
  noSenders,
  senderStatuses,
  senderStatusOf,
} from "../../../shared/customer/rules/senders.ts";
import { senderModes, type Senders } from "../../../shared/customer/model.ts";
import { ids } from "../../support/builders/builders.ts";

const by = { id: "an-administrator", email: "it@contoso.example", name: "Ada" };
const nobodyYet = noSenders(ids.customer);
const partners = ["ptn_a", "ptn_b", "ptn_c"] as const;
const change = fc.oneof(
  fc.record({ mode: fc.constantFrom(...senderModes) }),
  fc.record({ partnerId: fc.constantFrom(...partners), status: fc.constantFrom(...senderStatuses) }),
);
const after = (before: Senders, wanted: Parameters<typeof changeSenders>[1]): Senders =>
  changeSenders(before, wanted, by, false)?.after ?? before;

describe("the partners that may send requests to a customer", () => {
  test("are all partners by default", () => {
    expect(partners.map((id) => maySend(nobodyYet, id))).toEqual([true, true, true]);
  });

  test("are all but the blocked ones, or only the listed ones", () => {
    const blocked = after(nobodyYet, { partnerId: "ptn_a", status: "blocked" });
    const listed = after(blocked, { partnerId: "ptn_b", status: "listed" });
    expect(partners.map((id) => maySend(listed, id))).toEqual([false, true, true]);
    expect(partners.map((id) => maySend(after(listed, { mode: "listed" }), id))).toEqual([false, true, false]);
  });

  test("follow the last change, with one event for each real change", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        let senders = nobodyYet;
        for (const wanted of changes) {
          const changed = changeSenders(senders, wanted, by, false);
          if (changed !== null) {
            expect(changed.event).toMatchObject({
              ...{ type: "SendersChanged", aggregate: `${ids.customer}/senders`, sequence: senders.version + 1 },
              data: { by, senders: { mode: changed.after.mode } },
            });
            senders = changed.after;
          }
          if ("mode" in wanted) expect(senders.mode).toBe(wanted.mode);
          else expect(senderStatusOf(senders, wanted.partnerId)).toBe(wanted.status);
          expect(senders.blocked.filter((id) => senders.listed.includes(id))).toEqual([]);
          expect(changeSenders(senders, wanted, { ...by, id: "another" }, false)).toBeNull();
        }
      }),
    );
  });
});

import { Webhook } from "standardwebhooks";
import { expect } from "vitest";
import { idIn } from "../../../infra/local/actors/caller.ts";
import { newAddress, type Partner } from "../../../infra/local/actors/partner.ts";
import { anyVersion, done, itemsIn, read, type Scenario, type Setting } from "./scenario.ts";

type Json = Readonly<Record<string, unknown>>;

/** What partners and the operator do, and what external portals report. */
export function partnerScenarios(setting: Setting): readonly Scenario[] {
  const { local, sales, admin, partner, operator, control, mailsTo } = setting;
  let made = 0;

  const setPolicy = (policy: object) => control.call("POST", "policy", { preset: "default", ...policy });
  async function underPolicy(policy: object, act: () => Promise<void>): Promise<void> {
    await setPolicy(policy);
    await act().finally(() => setPolicy({}));
  }

  /** Invites many at once, and sends rows again that failed. */
  async function resultsOf(by: Partner, items: readonly object[], more: object = {}): Promise<Json[]> {
    const rows = items.map((item) => ({ key: `row-${++made}`, ...item }));
    for (let left = 8; ; left--) {
      const results = (await read(by.createMany({ ...more, items: rows })))["results"] as Json[];
      if (left === 0 || results.every(({ status }) => Number(status) < 500)) return results;
    }
  }
  async function inviteAll(by: Partner, items: readonly object[]): Promise<Json[]> {
    const results = await resultsOf(by, items);
    expect(results.map(({ status }) => status)).toEqual(items.map(() => 201));
    return results;
  }

  /** Cancels a job that was left when its message was lost. */
  async function freed(by: Partner): Promise<void> {
    for (const { id, status } of await itemsIn(by.jobs({ limit: 5 }))) {
      if (status !== "running") continue;
      await local.advance("PT20M");
      await done(by.cancelJob(String(id)));
    }
  }

  /** A job once it is over. What failed is worked on again after some time. */
  async function finished(by: Partner, id: string): Promise<Json> {
    for (let left = 30; ; left--) {
      await local.idle();
      const job = await read(by.job(id));
      if (job["status"] !== "running" || left === 0) return job;
      await local.advance("PT5M");
    }
  }

  const scenarios: Readonly<Record<string, () => Promise<void>>> = {
    "the operator registers a partner, freezes and releases it": async () => {
      const named = { displayName: `Litware ${++made}`, kind: "direct-reseller", cloud: "public" };
      const id = idIn(await operator.register({ ...named, admin: { email: newAddress() } }));
      expect(await read(operator.partner(id))).toMatchObject(named);
      await done(operator.freeze(id));
      expect(await read(operator.release(id))).toMatchObject({ version: 3, frozen: false });
      const displayName = `${named.displayName} Cloud`;
      expect(await read(operator.changePartner(id, { displayName }, anyVersion))).toMatchObject({ displayName });
      expect(await read(operator.partners({ limit: 1 }))).toMatchObject({ items: [{ id }] });
    },

    "partner and operator ask whether the partner may act for a customer": async () => {
      const { customerId, relationshipId } = await sales.connect();
      const granted = { allowed: true, reason: "granted", permission: "directory.admin" };
      const asked = { customerId, permission: "directory.admin" };
      expect(await read(sales.access(asked))).toMatchObject(granted);
      const { id: partnerId } = await read(sales.profile());
      expect(await read(operator.access({ ...asked, partnerId: String(partnerId) }))).toMatchObject(granted);
      expect(await read(operator.use({ ...asked, partnerId }))).toMatchObject(granted);
      expect(await read(admin.use(asked))).toMatchObject(granted);
      const { grants } = await read(sales.relationship(relationshipId));
      const today = expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string;
      expect(grants).toContainEqual(expect.objectContaining({ permission: "directory.admin", lastUsedAt: today }));
    },

    "a partner lists its relationships and reads what happened to one": async () => {
      const { customerId, relationshipId: id } = await sales.connect({ duration: "P30D" });
      const ending = { customerId, expiringWithin: "P40D" };
      expect(await itemsIn(sales.relationships(ending))).toMatchObject([{ id }]);
      expect(await itemsIn(sales.relationships({ expiringWithin: "P1D", limit: 1 }))).not.toMatchObject([{ id }]);
      expect(await itemsIn(sales.relationships({ status: "active", limit: 1 }))).toMatchObject([{ customerId }]);
      expect(await itemsIn(sales.relationshipHistory(id))).toMatchObject([{ type: "RelationshipEstablished" }]);
    },

    "the operator exports a person's data and erases them": async () => {
      // The customer has the name of the person, which its partner searches.
      const { email } = await sales.connect();
      await local.idle();
      const asked = async (kind: "exports" | "erasures") => {
        const id = idIn(await operator.askForData(kind, email, kind === "erasures" ? { unattended: true } : {}));
        for (let left = 30; ; left--) {
          const found = await read(operator.dataRequest(kind, id));
          if (found["status"] === "done" || left === 0) return found;
          await local.advance("PT5M");
        }
      };
      expect(await asked("exports")).toMatchObject({ status: "done", counts: { invitation: 1 } });
      expect(await asked("erasures")).toMatchObject({ status: "done", kept: [{ reason: "receipt" }] });
    },

    "jobs invite many customers and cancel what a filter fits, also while the table does not answer": async () => {
      await freed(sales);
      const tags = [`job-${++made}`];
      const id = idIn(await sales.createJob({ action: "invite", with: { send: "email", tags } }));
      await done(
        sales.putJobRows(
          id,
          1,
          [newAddress(), newAddress()].map((email) => ({ customer: { email } })),
        ),
      );
      local.parts.faults.add({
        ...{ service: "dynamodb", operation: "BatchGetItem", error: "InternalServerError" },
        ...{ caller: "work-jobs", times: 4 },
      });
      await done(sales.startJob(id));
      expect(await finished(sales, id)).toMatchObject({ status: "done", counts: { ok: 2, refused: 0 } });
      expect(await itemsIn(sales.jobResults(id))).toMatchObject([{ result: "ok" }, { result: "ok" }]);
      await done(sales.jobFile(id));
      const filter = { status: ["pending"], tag: tags[0] };
      const resending = idIn(await sales.createJob({ action: "resend", filter, dryRun: true }));
      expect(await finished(sales, resending)).toMatchObject({ status: "done", counts: { unchanged: 2 } });
      const cancelling = idIn(await sales.createJob({ action: "cancel", filter }));
      expect(await finished(sales, cancelling)).toMatchObject({ status: "done", counts: { ok: 2 } });
      const dropped = idIn(await sales.createJob({ action: "invite" }));
      await done(sales.putJobRows(dropped, 1, [{ customer: { email: newAddress() } }]));
      expect(await read(sales.cancelJob(dropped))).toMatchObject({ status: "cancelled" });
      expect(await itemsIn(sales.jobs({ limit: 1 }))).toMatchObject([{ id: dropped }]);
    },

    "a partner opens a support request, the operator answers, and both write on": async () => {
      const { customerId } = await sales.connect();
      const [claim, ...keys] = [1, 2, 3, 4].map(() => ({ key: `support-${++made}` }));
      const { id } = await read(admin.openSupport(customerId, {}, claim));
      const [request, messages] = [String(id), ["They take an hour.", "Every mailbox.", "Check again.", "Better."]];
      expect(await read(admin.openSupport(customerId, {}, claim))).toMatchObject({ id, version: 1 });
      await done(admin.writeSupport(request, "Every mailbox.", keys[0]));
      expect(await itemsIn(operator.supportRequests({ status: "open", limit: 100 }))).not.toEqual([]);
      await done(operator.answerSupport(request, "Check again.", keys[1]));
      await done(admin.writeSupport(request, "Better.", keys[2]));
      await done(operator.closeSupport(request));
      expect(await read(admin.closeSupport(request))).toMatchObject({ status: "closed", closedBy: "operator" });
      expect(await read(operator.supportRequest(request))).toMatchObject({
        messages: messages.map((text) => expect.objectContaining({ text }) as object),
      });
      expect(await itemsIn(admin.supportHistory(request))).toHaveLength(5);
      expect(await itemsIn(admin.supportRequests({ status: "closed" }))).not.toEqual([]);
    },

    "a partner adds a template and deletes it": async () => {
      const id = idIn(await sales.call("POST", "/v1/templates", { name: "Spring", permissions: [] }));
      expect(await read(sales.call("GET", "/v1/templates?limit=1"))).toMatchObject({ items: [{ id }] });
      expect(await read(sales.call("GET", `/v1/templates/${id}`))).toMatchObject({ version: 1 });
      await done(sales.call("DELETE", `/v1/templates/${id}`, undefined, anyVersion));
    },

    "a partner names addresses for notices": async () => {
      const users = ["sales@contoso-partner.example"];
      expect(await read(admin.changeProfile({ notifications: users }, anyVersion))).toMatchObject({
        ...{ notifications: users, notificationsWaiting: [] },
      });
      const notifications = [newAddress()];
      expect(await read(admin.changeProfile({ locale: "en", notifications }, anyVersion))).toMatchObject({
        displayName: expect.stringMatching(/^Contoso/) as string,
        notificationsWaiting: notifications,
      });
      await done(admin.changeProfile({ notifications: [] }, anyVersion));
    },

    "a partner adds a user, and removes it again": async () => {
      const { id, version } = await read(admin.addUser({ email: newAddress(), role: "sales" }));
      expect(version).toBe(1);
      expect(await itemsIn(admin.users({ limit: 100 }))).not.toEqual([]);
      const changed = await read(admin.changeUser(String(id), { role: "auditor" }, anyVersion));
      expect(changed).toMatchObject({ role: "auditor", version: 2 });
      await done(admin.removeUser(String(id), anyVersion));
    },

    "an external portal reads an offer and reports an acceptance": () =>
      underPolicy({ externalPortals: { rapport: "https://portal.example" } }, async () => {
        const { current } = await read(operator.call("GET", "/v1/operator/portals/rapport/secret"));
        const signer = new Webhook(String(current));
        const { id, link } = await sales.invite({ send: "self" });
        const token = new URL(link).pathname.replace("/i/", "");
        const send = (method: string, path: string, body: string): Promise<Json> => {
          const at = new Date(local.parts.clock.now());
          const message = `msg_${++made}`;
          const signature = signer.sign(message, at, body);
          const time = String(Math.floor(+at / 1000));
          const headers = { "webhook-id": message, "webhook-timestamp": time, "webhook-signature": signature };
          return read(control.request(method, path, { headers, ...(method === "POST" && { body }) }));
        };
        const { offer, agreement } = await send("GET", `/v1/callbacks/offer?link=${token}`, token);
        const { version, hash } = agreement as Json;
        const accepted = { link: token, offer, decision: "accept", granted: [], agreement: { version, hash } };
        const body = JSON.stringify({ ...accepted, by: { name: "Ada", email: newAddress() } });
        const decided = await send("POST", "/v1/callbacks/acceptance", body);
        expect(decided).toMatchObject({ id, status: "accepted" });
        // With an id of its own it is not a repeated message but a repeated decision, which reads the partner again.
        expect(await send("POST", "/v1/callbacks/acceptance", body)).toEqual(decided);
      }),

    "a partner invites many customers at once and previews their mails": async () => {
      const items = [1, 2].map(() => ({ customer: { email: newAddress() }, send: "email" }));
      await underPolicy({ quotas: { openInvitations: 1 } }, async () => {
        expect((await resultsOf(sales, items, { dryRun: true })).at(-1)).toMatchObject({ status: 429 });
      });
      for (const id of (await inviteAll(admin, items)).map((row) => String(row["id"]))) {
        expect(await read(sales.call("GET", `/v1/invitations/${id}/preview?locale=it`))).toMatchObject({
          mailto: expect.any(String) as string,
        });
        expect(await read(sales.call("GET", `/v1/invitations/${id}/reminders`))).toMatchObject({ stopped: null });
        await done(sales.cancel(id));
      }
    },

    "a sandbox partner invites its own users, one of whom recovers the customer": async () => {
      const sandbox = partner("sandbox-partner");
      const [email, other, third] = [newAddress(), newAddress(), newAddress()];
      for (const user of [email, other, third]) await done(sandbox.addUser({ email: user, role: "sales" }));
      const { customerId } = await sandbox.connect({ customer: { email } });
      await inviteAll(sandbox, [{ customer: { email: other }, send: "self" }]);
      await freed(sandbox);
      const job = idIn(await sandbox.createJob({ action: "invite", with: { send: "self" } }));
      await done(sandbox.putJobRows(job, 1, [{ customer: { email: third } }]));
      await done(sandbox.startJob(job));
      expect(await finished(sandbox, job)).toMatchObject({ counts: { ok: 1 } });
      await done(operator.recover(customerId, other));
      expect(await read(operator.customer(customerId))).toMatchObject({ recovery: { status: "waiting" } });
      await local.advance("P8D");
      // A sweep that failed is repeated by the next one.
      await local.advance("PT1H");
      expect(mailsTo(other).at(-1)?.links).toContainEqual(expect.stringContaining("/confirm/"));
    },

    "an event that the bus refuses is published again by command": async () => {
      const id = await setting.inviteRefused();
      expect(setting.published(id)).toHaveLength(1);
      expect(await control.call("POST", "redrive", { queue: "poison" })).toEqual({ moved: 1 });
      await setting.idle();
      expect(setting.published(id)).toHaveLength(2);
      await done(sales.cancel(id));
    },

    "a health check is answered": () => done(control.request("GET", "/v1/health")),
  };
  return Object.entries(scenarios).map(([name, play]) => ({ name, asksAgain: false, begin: async () => play }));
}

import { describe, expect, test } from "vitest";
import { servePartner } from "../../../functions/serve-partner/handler.ts";
import { routes } from "../../../functions/serve-partner/manifest.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { etagOf } from "../../../shared/http/etag.ts";
import { permissions } from "../../../shared/policy/permissions.ts";
import { partnerItem } from "../../../shared/partner/items/partners.ts";
import { userItem } from "../../../shared/users/item.ts";
import { templateWrite } from "../../../shared/templates/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { aPartner, aTemplate, aUser, ids } from "../../support/builders/builders.ts";
import { clockAt, later } from "../../support/builders/fixed-clock.ts";
import { anHttpEvent, call, json, roleOfToken } from "../../support/stack/http-event.ts";
import { itemsOf, scriptedTable } from "../../support/table/scripted-table.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const stored = templateWrite(aTemplate({ version: 3 }));
const template = stored.kind === "put" ? stored.item : {};
/** The calling user. */
const caller = userItem(aUser({ role: "admin" }));

function anApi(
  items: readonly RawItem[] = [partnerItem(aPartner({ version: 2 })), caller, template],
  policy = someRules(),
) {
  const scripted = scriptedTable(items, { increment: async () => ({ used: 1 }) });
  const handlers = servePartner(
    { table: scripted.table, newId: () => ids.template, policy, operatorName: "Fabrikam Cloud" },
    clockAt(later({ days: 1 })),
  );
  const handler = httpBoundary({ routes, handlers, newCorrelationId: () => "c-1", readRole: roleOfToken });
  const ask = (
    routeKey: string,
    {
      body,
      headers = {},
      query = {},
      id = ids.template,
    }: { body?: unknown; headers?: object; query?: object; id?: string } = {},
  ) => {
    const sent = body === undefined ? { headers: {} } : json(body);
    return call(
      handler,
      anHttpEvent({
        ...{ routeKey, parameters: { id }, query: { ...query }, ...sent },
        headers: { ...sent.headers, ...headers },
      }),
    );
  };
  return { ...scripted, ask };
}

const pointersOf = ({ body }: { readonly body: Readonly<Record<string, unknown>> }) =>
  (body["errors"] as { readonly pointer: string }[]).map(({ pointer }) => pointer);

describe("the partner's profile", () => {
  test("is returned with its ETag, and with 304 when it is unchanged", async () => {
    const { ask } = anApi();
    const { status, headers, body } = await ask("GET /v1/partner");
    const etag = etagOf(aPartner({ version: 2 }), 2);
    expect([status, headers["etag"], body]).toEqual([200, etag, aPartner({ version: 2 })]);
    expect(headers["cache-control"]).toBe("private, no-cache");
    expect(await ask("GET /v1/partner", { headers: { "if-none-match": etag } })).toMatchObject({
      status: 304,
      headers: { etag, "cache-control": "private, no-cache" },
    });
    const frozen = anApi([partnerItem(aPartner({ version: 2, frozen: true }))]);
    expect((await frozen.ask("GET /v1/partner", { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  test("is changed only with its current ETag", async () => {
    const { ask, transactions } = anApi();
    const patch = (headers: object) =>
      ask("PATCH /v1/partner", { body: { replyTo: " Hello@Contoso.example" }, headers });
    expect((await patch({})).status).toBe(428);
    expect((await patch({ "if-match": etagOf({}, 1) })).status).toBe(412);
    expect(transactions).toEqual([]);
    const changed = await patch({ "if-match": etagOf({}, 2) });
    expect(changed).toMatchObject({ status: 200, body: { replyTo: "hello@contoso.example", version: 3 } });
    expect(changed.headers["etag"]).toBe(etagOf(changed.body, 3));
  });

  test("keeps each address once, and stays at its version when nothing is different", async () => {
    const { ask, transactions } = anApi();
    const patch = (body: object) => ask("PATCH /v1/partner", { body, headers: { "if-match": "*" } });
    for (const same of [{}, { notifications: [] }, { defaults: {} }])
      expect((await patch(same)).headers["etag"]).toMatch(/^"2-/);
    expect(transactions).toEqual([]);
    const { body } = await patch({ notifications: ["a@b.example", " A@B.example ", "c@b.example"] });
    expect(body).toMatchObject({ notifications: [], notificationsWaiting: ["a@b.example", "c@b.example"] });
  });

  test("is refused with all its errors, also for fields that only the operator sets", async () => {
    const { ask } = anApi();
    const wrong = {
      ...{ displayName: "", locale: "nl", replyTo: "nobody", notifications: Array(11).fill("a@b.example") },
      ...{ supportContact: { name: "Desk", fax: "1" }, defaults: { expiresIn: "P91D", messages: { nl: null } } },
      ...{ kind: "direct-reseller", cloud: "public", verified: null, linkEpoch: 7, frozen: false },
    };
    const answer = await ask("PATCH /v1/partner", { body: wrong, headers: { "if-match": "*" } });
    expect(answer.status).toBe(422);
    expect(pointersOf(answer).sort()).toEqual([
      ...["/cloud", "/defaults/expiresIn", "/defaults/messages/nl", "/displayName", "/frozen", "/kind", "/linkEpoch"],
      ...["/locale", "/notifications", "/replyTo", "/supportContact/fax", "/verified"],
    ]);
  });

  test.each([
    ...["Fabrikam Cloud", "Rapport", "contoso.example", "See https://x", "a@b", "<b>"].map(
      (name) => [name, 422] as const,
    ),
    ...["Contoso S.p.A.", "Müller & Söhne e.V.", "No. 1"].map((name) => [name, 200] as const),
  ])("with the name “%s” is answered with %i", async (displayName, status) => {
    const { ask, transactions } = anApi();
    const answer = await ask("PATCH /v1/partner", { body: { displayName }, headers: { "if-match": "*" } });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body).toMatchObject({ displayName });
    else expect([pointersOf(answer), transactions]).toEqual([["/displayName"], []]);
  });

  test("is refused for a partner that is not stored", async () => {
    expect((await anApi([]).ask("GET /v1/partner")).status).toBe(403);
  });
});

describe("GET /v1/permissions", () => {
  const localeFor = async (locale: string, asking: Parameters<ReturnType<typeof anApi>["ask"]>[1]) => {
    const { ask } = anApi([partnerItem(aPartner({ locale }))]);
    const { body, headers } = await ask("GET /v1/permissions", asking);
    expect(headers["content-language"]).toBe(body["locale"]);
    return body["locale"];
  };

  test("is in the language of the query, else of Accept-Language, else of the partner", async () => {
    const accepting = { headers: { "accept-language": "pt-BR, fr-CA;q=0.8, de" } };
    expect(await localeFor("it", { query: { locale: "es" }, ...accepting })).toBe("es");
    expect(await localeFor("it", accepting)).toBe("de");
    expect(await localeFor("it", { headers: { "accept-language": "*" } })).toBe("it");
    expect(await localeFor("it", {})).toBe("it");
    expect(await localeFor("xx", {})).toBe("en");
  });

  test("lists every permission with its texts and its risk", async () => {
    const { body } = await anApi().ask("GET /v1/permissions", { query: { locale: "en" } });
    const items = body["items"] as readonly Record<string, unknown>[];
    expect(items.map(({ id }) => id)).toEqual(permissions.map(({ id }) => id));
    expect(items[0]).toMatchObject({ id: "directory.admin", service: "azure-active-directory", risk: "high" });
    expect(Object.keys(items[0] ?? {})).toEqual([
      ...["id", "service", "name", "description", "allows", "allowsNot", "risk"],
    ]);
  });

  test("refuses an unknown language", async () => {
    expect(pointersOf(await anApi().ask("GET /v1/permissions", { query: { locale: "nl" } }))).toEqual([
      "/query/locale",
    ]);
  });
});

describe("the catalogues", () => {
  test("list each cloud's required permissions and its portals with their start", async () => {
    const asIs = async (preset: "default" | "partner-center-2018") =>
      (await anApi([], someRules({ preset })).ask("GET /v1/clouds")).body["items"];
    const highRisk = ["directory.admin", "office365.admin"];
    expect(await asIs("default")).toMatchObject([
      { id: "public", requiredPermissions: [], defaultPermissions: highRisk, portals: [{ from: null, id: "rapport" }] },
      { id: "germany", requiredPermissions: highRisk, portals: [{ id: "rapport" }] },
      { id: "us-government", requiredPermissions: highRisk, portals: [{ id: "rapport" }] },
    ]);
    const office = { from: null, id: "office-admin-portal", name: "Office Admin Portal", kind: "hosted" };
    expect(await asIs("partner-center-2018")).toMatchObject([
      { portals: [office, { from: "2018-11-01T00:00:00.000Z", id: "microsoft-store-for-business" }] },
      { portals: [office] },
      { portals: [office] },
    ]);
  });

  test("list only the clouds that the deployment offers", async () => {
    const { body } = await anApi([], someRules({ clouds: ["us-government", "public"] })).ask("GET /v1/clouds");
    expect(body["items"]).toMatchObject([{ id: "public" }, { id: "us-government" }]);
  });

  test.each(["GET /v1/services", "GET /v1/clouds", "GET /v1/agreements/current", "GET /v1/permissions"])(
    "have an ETag and refuse unknown parameters: %s",
    async (routeKey) => {
      const { ask } = anApi();
      const { status, headers } = await ask(routeKey);
      expect([status, headers["etag"]]).toEqual([200, expect.stringMatching(/^"[\w-]{22}"$/)]);
      expect((await ask(routeKey, { headers: { "if-none-match": headers["etag"] } })).status).toBe(304);
      expect(pointersOf(await ask(routeKey, { query: { page: "2" } }))).toEqual(["/query/page"]);
    },
  );

  test("include the agreement with its address and its text", async () => {
    const { body } = await anApi().ask("GET /v1/agreements/current");
    expect(Object.keys(body)).toEqual(["version", "title", "hash", "url", "text"]);
    expect(body["url"]).toBe(`/agreements/${String(body["version"])}`);
  });
});

describe("templates", () => {
  test("are created with a Location and an ETag", async () => {
    const { ask, transactions } = anApi();
    const made = await ask("POST /v1/templates", { body: { name: " Spring ", duration: "P30D" } });
    expect(made).toMatchObject({
      ...{ status: 201, headers: { etag: etagOf(made.body, 1), location: `/v1/templates/${ids.template}` } },
      body: { id: ids.template, name: "Spring", duration: "P30D", permissions: null },
    });
    expect(itemsOf(transactions).map(({ entity }) => entity)).toEqual(["template", "template-index"]);
  });

  test("are changed and deleted only with their current ETag", async () => {
    const { ask, transactions } = anApi();
    const read = await ask("GET /v1/templates/{id}");
    const etag = etagOf(read.body, 3);
    expect(read.headers["etag"]).toBe(etag);
    const patch = (headers: object) => ask("PATCH /v1/templates/{id}", { body: { name: "Summer" }, headers });
    const drop = (headers: object) => ask("DELETE /v1/templates/{id}", { headers });
    for (const act of [patch, drop]) {
      expect((await act({})).status).toBe(428);
      expect((await act({ "if-match": etagOf(read.body, 2) })).status).toBe(412);
    }
    expect(transactions).toEqual([]);
    const patched = await patch({ "if-match": etag });
    expect([patched.status, patched.headers["etag"]]).toEqual([200, etagOf(patched.body, 4)]);
    expect(await drop({ "if-match": etag })).toMatchObject({ status: 204, text: "" });
  });

  test("are refused with all their errors", async () => {
    const wrong = { relationship: "friend", permissions: "all", duration: "P731D", expiresIn: "P0D", reminders: ["x"] };
    const answer = await anApi().ask("POST /v1/templates", {
      body: { ...wrong, message: { subject: "" }, id: "mine" },
    });
    expect(pointersOf(answer).sort()).toEqual([
      ...["/duration", "/expiresIn", "/id", "/message/subject", "/message/text", "/name", "/permissions"],
      ...["/relationship", "/reminders/0"],
    ]);
  });
});

describe("the weeks of GET /v1/metrics", () => {
  const weeksOf = async (query: object): Promise<unknown[]> => {
    const { status, body } = await anApi().ask("GET /v1/metrics", { query });
    expect(status).toBe(200);
    return (body["weeks"] as { readonly week: string }[]).map(({ week }) => week);
  };

  test("are the last twelve unless others are asked for", async () => {
    const weeks = await weeksOf({});
    expect([weeks.length, weeks.at(0), weeks.at(-1)]).toEqual([12, "2026-W37", "2026-W48"]);
    expect(await weeksOf({ to: "2026-01-04" })).toHaveLength(12);
    expect(await weeksOf({ from: "2026-11-22" })).toEqual(["2026-W47", "2026-W48"]);
    expect(await weeksOf({ from: "2026-11-22T23:59:59Z", to: "2026-11-23T00:00:00.001Z" })).toHaveLength(2);
    expect(await weeksOf({ from: "2025-11-17", to: "2026-11-17" })).toHaveLength(53);
  });

  test("are whole weeks, with zeros when nothing was sent", async () => {
    const query = { from: "2026-11-18", to: "2026-11-18" };
    expect((await anApi().ask("GET /v1/metrics", { query })).body).toMatchObject({
      ...{ from: "2026-11-16T00:00:00.000Z", to: "2026-11-23T00:00:00.000Z" },
      weeks: [{ week: "2026-W47", startsAt: "2026-11-16T00:00:00.000Z", sent: 0, accepted: 0 }],
      expiringSoon: { within: "P7D", invitations: [], more: false },
    });
  });

  test.each([{}, { from: "2026-11-18", to: "2026-11-18" }, { to: "2026-11-16" }])(
    "are the same when the answer's own from and to are asked for: %o",
    async (query) => {
      const { from, to } = (await anApi().ask("GET /v1/metrics", { query })).body;
      expect(await weeksOf({ from, to })).toEqual(await weeksOf(query));
      expect((await anApi().ask("GET /v1/metrics", { query: { from, to } })).body).toMatchObject({ from, to });
    },
  );

  test.each([
    [{ from: "yesterday", to: "2026-02-30", week: "47" }, ["/query/from", "/query/to", "/query/week"]],
    [{ from: "2026-11-23T24:00:00Z" }, ["/query/from"]],
    [{ from: "1999-12-31" }, ["/query/from"]],
    [{ from: "2026-11-24", to: "2026-11-23" }, ["/query/from"]],
    [{ from: "2026-12-24" }, ["/query/from"]],
    [{ from: "2025-11-16", to: "2026-11-17" }, ["/query/from"]],
  ])("are refused for the query %o", async (query, pointers) => {
    const answer = await anApi().ask("GET /v1/metrics", { query });
    expect(answer.status).toBe(422);
    expect(pointersOf(answer).toSorted()).toEqual(pointers);
  });
});

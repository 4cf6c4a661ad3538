import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { signInKey, sessionKey } from "../../../shared/portal-access/sign-in-item.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { describe, expect, test } from "vitest";
import { wantedPage } from "../../../functions/serve-portal/addresses.ts";
import { servePortal } from "../../../functions/serve-portal/handler.ts";
import { routes } from "../../../functions/serve-portal/manifest.ts";
import { showProblem } from "../../../functions/serve-portal/problem-page.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signSignIn } from "../../../shared/crypto/sign-in.ts";
import { csrfToken, sessionHash } from "../../../shared/crypto/sessions.ts";
import { httpBoundary } from "../../../shared/http/boundary.ts";
import { administersNothing } from "../../../shared/customer/rules/administered.ts";
import type { Administrator } from "../../../shared/customer/model.ts";
import { noSenders } from "../../../shared/customer/rules/senders.ts";
import { noSignIn } from "../../../shared/portal-access/rules.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import type { Relationship, Grant } from "../../../shared/relationship/model.ts";
import { relationshipItem } from "../../../shared/relationship/items/item.ts";
import { establishRelationship } from "../../../shared/relationship/rules/changes.ts";
import { following, toStoredEvent } from "../../../shared/events/envelope.ts";
import { storedItem } from "../../support/table/stream-records.ts";
import type { RawItem, Table } from "../../../shared/table/table.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { aCustomer, anAdministratorAt } from "../../support/builders/a-customer.ts";
import { aGrant, aPartner, aRelationship, ids } from "../../support/builders/builders.ts";
import { clockAt, later, now } from "../../support/builders/fixed-clock.ts";
import { anHttpEvent, call } from "../../support/stack/http-event.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { someRules } from "../../support/builders/some-rules.ts";
import { aCause } from "../../support/builders/some-events.ts";

const cookie = "c".repeat(43);
const address = addressPseudonym("it@contoso.example", aMasterKey());
const own = anAdministratorAt("it@contoso.example", { id: address });
/** The items of a customer and one of its administrators, for whom `named` is given. */
const administratorOf = (named: Partial<Administrator> = {}, others: readonly string[] = []): RawItem[] => {
  const administrators = [{ ...own, ...named }, ...others.map((email) => anAdministratorAt(email))];
  const rights = { ...administersNothing(address), version: 1, email: own.email, customers: [ids.customer] };
  return [
    customerItem(aCustomer([], { administrators })),
    { ...customerKeys.administered(address), ...rights, locale: named.locale ?? null },
  ];
};
const session: RawItem = {
  ...sessionKey(sessionHash(cookie)),
  ...{ address, epoch: 0, startedAt: now, endsAt: later({ hours: 8 }) },
};
const known = administratorOf();
/** The items of an address that administers several customers. */
const consultant = (names: readonly string[]): RawItem[] => {
  const customers = names.map((name, at) =>
    aCustomer([], {
      administrators: [own],
      id: `${ids.customer.slice(0, -1)}${at + 1}`,
      name,
      foundedAt: later({ days: at }),
    }),
  );
  const rights = { ...administersNothing(address), version: 2, email: own.email };
  return [
    ...customers.map(customerItem),
    { ...customerKeys.administered(address), ...rights, customers: customers.map(({ id }) => id) },
  ];
};

type Form = Record<string, string> | URLSearchParams;
/** What a request has besides its form; `named` are parameters of its path. */
interface More {
  readonly cookies?: string[];
  readonly query?: Record<string, string>;
  readonly named?: Record<string, string>;
}
const signedIn = [`__Host-rapport-portal=${cookie}`];

let secrets = 0;
function portal(items: readonly RawItem[] = [...known, session], answers: Partial<Table> = {}) {
  const scripted = scriptedTable(items, answers);
  const handler = httpBoundary({
    routes,
    handlers: servePortal({
      ...{ table: scripted.table, masterKey: async () => aMasterKey(), clock: clockAt() },
      ...{ publicUrl: "https://rapport.example", policy: someRules(), operatorName: "Fabrikam Cloud" },
      newSecret: () => String(++secrets).padStart(43, "s"),
    }),
    newCorrelationId: () => "c-1",
    bodies: "form",
    showProblem: showProblem("Fabrikam Cloud"),
  });
  const ask = (routeKey: string, form?: Form, { cookies = signedIn, query = {}, named = {} }: More = {}) => {
    const id = routeKey.includes("/customers/") ? ids.customer : ids.relationship;
    const parameters: Record<string, string> = { id, partnerId: ids.partner, administrator: address, ...named };
    const path = (routeKey.split(" ")[1] ?? "").replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? "");
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = form && { body: new URLSearchParams(form).toString(), headers };
    return call(handler, { ...anHttpEvent({ routeKey, path, parameters, claims: null, query, ...body }), cookies });
  };
  return { ...scripted, ask };
}

const senders = "POST /portal/customers/{id}/senders";

describe("a session of the portal", () => {
  test("is found by this host's cookie only, and ends when it expires, is revoked or the address administers nothing", async () => {
    expect((await portal().ask("GET /portal")).text).toContain("Your partners");
    for (const cookies of [[], [`rapport-portal=${cookie}`], [`__Host-rapport-portal=${cookie}x`]])
      expect((await portal().ask("GET /portal", undefined, { cookies })).text).toContain("Send me a sign-in link");
    const expired = { ...session, endsAt: now };
    const signedOut = { ...signInKey(address), ...noSignIn(address), epoch: 1 };
    for (const items of [[session], [...known, expired], [...known, session, signedOut]])
      expect((await portal(items).ask("GET /portal")).text).toContain("Send me a sign-in link");
  });

  test("shows pages in the administrator's language unless another is chosen", async () => {
    const { ask } = portal([...administratorOf({ locale: "it" }), session]);
    const languageOf = async (query: Record<string, string>) =>
      /<html lang="(..)"/.exec((await ask("GET /portal", undefined, { query })).text)?.[1];
    expect([await languageOf({}), await languageOf({ lang: "de" })]).toEqual(["it", "de"]);
  });

  test("is needed for every form, with the session's own token", async () => {
    for (const csrf of ["", "x", csrfToken("another")]) {
      const { ask, transactions, removed } = portal();
      for (const route of [senders, "POST /portal/sign-out", "POST /portal/sign-out-everywhere"]) {
        const { status, headers } = await ask(route, { csrf, ...(route === senders && { mode: "listed" }) });
        expect([status, headers["location"]]).toEqual([303, expect.stringContaining("done=form-renewed")]);
      }
      expect((await ask(senders, { csrf: csrfToken(cookie), mode: "listed" }, { cookies: [] })).status).toBe(303);
      expect([transactions, removed]).toEqual([[], []]);
    }
  });

  test("saves the values of its own forms", async () => {
    const { ask, transactions, removed } = portal();
    const answer = await ask(senders, { csrf: csrfToken(cookie), mode: "listed" });
    const location = `/portal/customers/${ids.customer}/senders?lang=en&done=senders-listed`;
    expect(answer).toMatchObject({ status: 303, headers: { location } });
    expect(transactions).toMatchObject([
      [
        { item: { entity: "senders", mode: "listed", version: 1 } },
        { item: { types: ["SendersChanged"] } },
        { kind: "check" },
      ],
    ]);
    await ask("POST /portal/sign-out", { csrf: csrfToken(cookie) });
    expect(removed).toEqual([sessionKey(sessionHash(cookie))]);
  });

  test("has pages that are neither cached nor sent as a referrer", async () => {
    const { headers } = await portal().ask("GET /portal");
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "same-origin" });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });
});

const partner = { ...partnerKeys.profile(ids.partner), ...aPartner() };
const customer = { id: ids.customer, name: "Contoso", organization: null, domain: "contoso.example", founded: true };
const { event } = establishRelationship({ ...aRelationship(), version: 0 }, customer, now);
const established = storedItem(toStoredEvent(event, following(null, aCause())));
/** A relationship, and the event by which it is found. */
const held = (named: Partial<Relationship> = {}) => [relationshipItem(aRelationship(named)), established];
const csrf = csrfToken(cookie);

describe("a form of the portal", () => {
  test.each([
    "POST /portal/relationships/{id}/remove",
    "POST /portal/relationships/{id}/renew",
    "POST /portal/relationships/{id}/end",
    "POST /portal/customers/{id}/senders",
    "POST /portal/customers/{id}/senders/{partnerId}",
    "POST /portal/customers/{id}/administrators",
    "POST /portal/customers/{id}/administrators/{administrator}",
    "POST /portal/customers/{id}/name",
    "POST /portal/sign-in",
    "POST /portal/sign-in/{token}",
    "POST /portal/sign-out",
    "POST /portal/sign-out-everywhere",
  ])("with an unknown field changes nothing: %s", async (routeKey) => {
    const { ask, transactions, puts, removed } = portal([...known, session, partner, ...held()]);
    const answer = await ask(routeKey, {
      ...(!routeKey.includes("sign-in") && { csrf }),
      permission: "helpdesk",
    });
    expect([answer.status, transactions, puts, removed]).toEqual([422, [], [], []]);
  });

  test("with a repeated field or an unknown query parameter changes nothing", async () => {
    const { ask, transactions } = portal([...known, session, partner, ...held()]);
    const twice = new URLSearchParams([...Object.entries({ csrf, mode: "all" }), ["mode", "listed"]]);
    expect((await ask(senders, twice)).status).toBe(422);
    const misspelt = { permissions: "users.admin" };
    expect((await ask("POST /portal/relationships/{id}/remove", { csrf }, { query: misspelt })).status).toBe(422);
    expect(transactions).toEqual([]);
  });
});

describe("who can send requests", () => {
  const page = "/portal/customers/{id}/senders";
  const listOf = (...listed: readonly string[]): RawItem => ({
    ...customerKeys.senders(ids.customer),
    ...{ ...noSenders(ids.customer), version: 1, mode: "listed", listed },
  });
  const blocked: RawItem = {
    ...customerKeys.senders(ids.customer),
    ...{ ...noSenders(ids.customer), version: 1, blocked: [ids.partner] },
  };
  /** A portal whose customer's relationships can be listed. */
  const working = (relationships: readonly RawItem[] = held(), ...more: readonly RawItem[]) =>
    portal([...known, session, partner, ...relationships, ...more], {
      query: async ({ partition, sort }) => ({
        items: relationships.filter(
          ({ PK, SK }) =>
            PK === partition && String(SK).startsWith(sort && "beginsWith" in sort ? sort.beginsWith : ""),
        ),
        next: null,
      }),
    });
  /** Every button of a partner, with the status that it sets. */
  const buttonsIn = (text: string) =>
    [...text.matchAll(/name="status" value="(\w+)" class="(\w+)">\s*(\w+) <span class="hidden">([^<]*)/g)].map(
      ([, ...parts]) => parts,
    );

  test.each([
    ["may ask", [], ["blocked", "secondary", "Block", "Contoso Partner"], "Can send requests"],
    ["is blocked", [blocked], ["neither", "secondary", "Allow", "Contoso Partner"], "Blocked"],
    [
      "is on the list",
      [listOf(ids.partner)],
      ["blocked", "secondary", "Block", "Contoso Partner"],
      "Can send requests",
    ],
    ["is not on the list", [listOf()], ["listed", "secondary", "Allow", "Contoso Partner"], "Not on your list"],
  ] as const)("has one button beside a partner that %s, and none is the main one", async (_, stored, button, words) => {
    const { ask } = working(held(), ...stored);
    const { text } = await ask(`GET ${page}`);
    expect(buttonsIn(text)).toEqual([button]);
    expect(text).toContain(`<td>${words}</td>`);
    expect(buttonsIn((await ask(`GET ${page}/{partnerId}`)).text)).toEqual([button]);
  });

  test("says by name what a button did", async () => {
    const { ask } = working();
    const { headers } = await ask(`POST ${page}/{partnerId}`, { csrf, status: "blocked" });
    expect(headers["location"]).toBe(
      `/portal/customers/${ids.customer}/senders?lang=en&done=blocked&partner=${ids.partner}`,
    );
    const query = { done: "blocked", partner: ids.partner };
    expect((await ask(`GET ${page}`, undefined, { query })).text).toContain("Contoso Partner is blocked.");
  });

  test("asks about the partners that one works with before only listed ones count", async () => {
    const { ask, transactions } = working();
    const { status, headers } = await ask(`POST ${page}`, { csrf, mode: "listed" });
    expect([status, transactions]).toEqual([303, []]);
    expect(headers["location"]).toBe(`/portal/customers/${ids.customer}/senders?lang=en&mode=listed`);
    const { text } = await ask(`GET ${page}`, undefined, { query: { mode: "listed" } });
    expect(text).toContain("A partner you work with is not on your list");
    expect(text).toMatch(new RegExp(`type="checkbox"[^>]*value="${ids.partner}" checked`));
    await ask(`POST ${page}`, { csrf, mode: "listed", asked: "yes", partner: ids.partner });
    expect(transactions).toMatchObject([[{ item: { mode: "listed", listed: [ids.partner] } }, {}, {}]]);
  });

  test("asks about no partner of an ended relationship, and adds none that the reader left out", async () => {
    const ended = working(held({ status: "terminated" }));
    await ended.ask(`POST ${page}`, { csrf, mode: "listed" });
    const without = working();
    await without.ask(`POST ${page}`, { csrf, mode: "listed", asked: "yes" });
    for (const { transactions } of [ended, without])
      expect(transactions).toMatchObject([[{ item: { mode: "listed", listed: [] } }, {}, {}]]);
  });

  test("puts nothing on the list that is not a partner", async () => {
    const { ask, transactions } = working();
    for (const id of ["x", `${ids.partner.slice(0, -1)}9`]) {
      const form = { csrf, mode: "listed", asked: "yes", partner: id };
      expect((await ask(`POST ${page}`, form)).status).toBe(404);
    }
    expect(transactions).toEqual([]);
  });
});

test.each(["remove", "end"])(
  "a page that asks before something is taken away shows it by its button: %s",
  async (act) => {
    const { ask } = portal([...known, session, partner, ...held()]);
    expect((await ask(`GET /portal/relationships/{id}/${act}`)).text).toContain(
      '<button type="submit" class="danger">',
    );
  },
);

describe("renewing permissions", () => {
  const renewal = "/portal/relationships/{id}/renew";
  const inDays = (...days: readonly number[]): Grant[] =>
    days.map((at) => ({ ...aGrant("users.admin"), duration: "P60D", endsAt: later({ days: at }) }));
  const gone: Grant = { ...aGrant("users.admin"), status: "removed" };
  const expired = { ...aGrant("users.admin"), status: "expired", endsAt: later({ days: -1 }) } as const;

  test.each([
    ["is offered when it moves an end", { grants: inDays(30) }, [200, 303], 1],
    ["is offered for expired permissions", { grants: [expired] }, [200, 303], 1],
    ["changes nothing when it was done just before", { grants: inDays(60) }, [409, 303], 0],
    ["is refused when all permissions last longer already", { grants: inDays(180) }, [409, 409], 0],
    ["is refused when all permissions were removed", { grants: [gone] }, [409, 409], 0],
    ["is refused when nothing was granted", { grants: [] }, [409, 409], 0],
    ["is refused for a suspended relationship", { status: "suspended" }, [409, 409], 0],
  ] as const)("%s", async (_, named, statuses, written) => {
    const { ask, transactions } = portal([...known, session, partner, ...held(named)]);
    const asked = await ask(`GET ${renewal}`);
    expect([asked.status, (await ask(`POST ${renewal}`, { csrf })).status]).toEqual(statuses);
    expect(transactions).toHaveLength(written);
    if (asked.status === 409 && !("status" in named)) expect(asked.text).toContain("There is nothing to renew");
  });

  test("is neither offered nor accepted for a frozen partner", async () => {
    const { ask, transactions } = portal([
      ...known,
      session,
      { ...partner, frozen: true },
      ...held({ grants: inDays(30) }),
    ]);
    for (const answer of [await ask(`GET ${renewal}`), await ask(`POST ${renewal}`, { csrf })]) {
      expect(answer.status).toBe(403);
      expect(answer.text).toContain("This partner is on hold");
    }
    expect(transactions).toEqual([]);
    const { text } = await ask("GET /portal/relationships/{id}");
    expect(text).toContain("Fabrikam Cloud is reviewing Contoso Partner");
    expect(text).toMatch(/class="state onHold">On hold</);
    expect(text).not.toContain("/renew");
  });
});

describe("an administrator of several customers", () => {
  const several = [...consultant(["Wingtip", "Adatum"]), session, partner];

  test("chooses one by name and goes on to the requested page", async () => {
    const { ask } = portal(several);
    for (const [path, place] of [
      ["/portal", ""],
      ["/portal/administrators", "/administrators"],
      ["/portal/senders", "/senders"],
      ["/portal/senders/{id}", `/senders/${ids.partner}`],
    ] as const) {
      const { status, text } = await ask(`GET ${path}`, undefined, { named: { id: ids.partner } });
      expect([status, text.includes("Choose an organisation")], path).toEqual([200, true]);
      const [adatum, wingtip] = [2, 1].map((at) => `${ids.customer.slice(0, -1)}${at}${place}?lang=en">`);
      expect(text.indexOf(`${adatum}Adatum`)).toBeGreaterThan(0);
      expect(text.indexOf(`${wingtip}Wingtip`)).toBeGreaterThan(text.indexOf(`${adatum}Adatum`));
    }
  });

  test("finds a link back to the choice on each customer's pages", async () => {
    const id = `${ids.customer.slice(0, -1)}2`;
    const { text } = await portal(several).ask("GET /portal/customers/{id}", undefined, { named: { id } });
    expect(text).toMatch(/<strong>Adatum<\/strong>[^]*Your partners/);
    expect(text).toContain("Your organisations");
    expect((await portal().ask("GET /portal")).text).not.toContain("Your organisations");
  });
});

test.each([
  ["/portal/administrators", "/administrators"],
  ["/portal/senders", "/senders"],
  ["/portal/senders/{id}", `/senders/${ids.partner}`],
])("%s redirects to the only customer of an administrator", async (path, place) => {
  const answer = await portal().ask(`GET ${path}`, undefined, { named: { id: ids.partner } });
  const location = `/portal/customers/${ids.customer}${place}?lang=en`;
  expect(answer).toMatchObject({ status: 303, headers: { location } });
});

test("the page of senders redirects nowhere for an id that is not a partner's", async () => {
  const answer = await portal().ask("GET /portal/senders/{id}", undefined, { named: { id: "//evil.example" } });
  expect(answer.status).toBe(404);
});

interface CoolOffRow {
  readonly routeKey: string;
  readonly form?: Record<string, string>;
  readonly named?: Record<string, string>;
}

describe("an administrator in its cool-off", () => {
  const until = later({ days: 7 });
  const grants = [{ ...aGrant("users.admin"), duration: "P60D", endsAt: later({ days: 30 }) }] as const;
  const blocked = {
    ...customerKeys.senders(ids.customer),
    ...noSenders(ids.customer),
    version: 1,
    blocked: [ids.partner],
  };
  const items = [
    ...administratorOf({ coolOffUntil: until }, ["bob@contoso.example"]),
    session,
    partner,
    ...held({ grants }),
  ];

  test.each([
    { routeKey: "GET /portal/customers/{id}/name" },
    { routeKey: "GET /portal/customers/{id}/administrators/{administrator}", named: { administrator: "bob" } },
    { routeKey: "GET /portal/relationships/{id}/renew" },
    { routeKey: "GET /portal/relationships/{id}/end" },
    { routeKey: "POST /portal/customers/{id}/name", form: { name: "Mine" } },
    { routeKey: "POST /portal/customers/{id}/administrators", form: { email: "eve@contoso.example" } },
    { routeKey: "POST /portal/customers/{id}/administrators/{administrator}", named: { administrator: "bob" } },
    { routeKey: "POST /portal/customers/{id}/senders", form: { mode: "listed" } },
    { routeKey: "POST /portal/customers/{id}/senders/{partnerId}", form: { status: "listed" } },
    { routeKey: "POST /portal/relationships/{id}/renew" },
    { routeKey: "POST /portal/relationships/{id}/end" },
  ] as readonly CoolOffRow[])(
    "is refused until the end of the cool-off, and nothing is changed: $routeKey",
    async ({ routeKey, form = {}, named = {} }) => {
      const { ask, transactions } = portal(items);
      const isForm = routeKey.startsWith("POST");
      const answer = await ask(routeKey, isForm ? { csrf, ...form } : undefined, { named });
      expect(answer.status).toBe(409);
      expect(answer.text).toContain("New administrators can do this only after a waiting period.");
      expect(answer.text).toContain("29 November 2026 at 10:00");
      expect(transactions).toEqual([]);
    },
  );

  test("can block a partner, remove permissions and leave", async () => {
    const { ask, transactions } = portal(items);
    const partnerPage = "/portal/customers/{id}/senders/{partnerId}";
    expect((await ask(`POST ${partnerPage}`, { csrf, status: "blocked" })).status).toBe(303);
    expect((await ask("POST /portal/relationships/{id}/remove", { csrf })).status).toBe(303);
    const leaving = "/portal/customers/{id}/administrators/{administrator}";
    expect((await ask(`GET ${leaving}`)).text).toContain("Leave Contoso?");
    const left = await ask(`POST ${leaving}`, { csrf });
    expect([left.status, left.headers["location"]]).toEqual([303, "/portal?lang=en&done=left"]);
    expect(transactions).toHaveLength(3);
  });

  test("sees no button or form that would be refused", async () => {
    const { ask } = portal([...items, blocked]);
    const buttons = async (path: string): Promise<string[]> => {
      const { status, text } = await ask(`GET ${path}`);
      expect([status, text.includes("You are a new administrator of Contoso.")], path).toEqual([200, true]);
      const targets = [...text.matchAll(/(?:href|action)="([^"?]*)\?[^"]*"/g)].map(([, target = ""]) => target);
      return targets.filter((target) => /\/(renew|end|name)$|\/administrators\/bob$/.test(target));
    };
    const customerPages = ["", "/senders", "/administrators"].map((page) => `/portal/customers/{id}${page}`);
    for (const path of ["/portal", "/portal/relationships/{id}", ...customerPages])
      expect(await buttons(path), path).toEqual([]);
    const forms = async (path: string) => [...(await ask(`GET ${path}`)).text.matchAll(/<form/g)].length;
    // The only form is the one to sign out.
    for (const path of ["administrators", "senders", "senders/{partnerId}"])
      expect(await forms(`/portal/customers/{id}/${path}`), path).toBe(1);
  });
});

describe("the portal's page of administrators", () => {
  const page = "/portal/customers/{id}/administrators";
  const waiting = { id: "eve", email: "eve@contoso.example", locale: null, addedBy: "bob", addedAt: now, number: 1 };
  const withWaiting = (expiresAt = later({ days: 7 })): RawItem[] => {
    const [customer, rights] = administratorOf({}, ["bob@contoso.example"]) as [RawItem, RawItem];
    return [{ ...customer, waiting: [{ ...waiting, expiresAt }] }, rights, session];
  };

  test("adds an address with the reader's language, and says that a mail was sent", async () => {
    const { ask, transactions } = portal();
    const answer = await ask(`POST ${page}`, { csrf, email: " Eve@Elsewhere.example " }, { query: { lang: "it" } });
    expect(answer.headers["location"]).toBe(`/portal/customers/${ids.customer}/administrators?lang=it&done=added`);
    expect(transactions).toMatchObject([
      [
        { set: { waiting: [{ email: "eve@elsewhere.example", locale: "it" }] } },
        { item: { types: ["AdministratorAdded"] } },
        {},
      ],
    ]);
    expect((await ask(`GET ${page}`, undefined, { query: { done: "added" } })).text).toContain(
      "We have sent an e-mail",
    );
  });

  test("keeps the typed address beside its error", async () => {
    const used = { day: now.slice(0, 10), count: 10 };
    const [customer, ...rest] = known as [RawItem, RawItem];
    for (const [items, email, words, status] of [
      [known, "nonsense", "Enter an e-mail address, like name@example.com.", 422],
      [known, own.email, "This address is already an administrator.", 422],
      [
        [{ ...customer, mails: used }, ...rest],
        "eve@contoso.example",
        "We cannot send any more confirmation e-mails",
        429,
      ],
    ] as const) {
      const { ask, transactions } = portal([...items, session]);
      const answer = await ask(`POST ${page}`, { csrf, email });
      expect([answer.status, transactions]).toEqual([status, []]);
      expect(answer.text).toContain(words);
      expect(answer.text).toContain(`value="${email}"`);
      expect(answer.headers["retry-after"]).toBe(status === 429 ? String(14 * 3600) : undefined);
    }
  });

  test("lists an unconfirmed address with its adder and deadline, and can send again or remove it", async () => {
    const { ask } = portal(withWaiting());
    const { text } = await ask(`GET ${page}`);
    expect(text).toMatch(/eve@contoso\.example[^]*bob@contoso\.example[^]*29 November 2026 at 10:00[^]*Send again/);
    const asked = await ask(`GET ${page}/{administrator}`, undefined, { named: { administrator: "eve" } });
    expect(asked.text).toContain("The link in the e-mail to this address stops working");
    const answer = await ask(`POST ${page}/{administrator}`, { csrf }, { named: { administrator: "eve" } });
    expect(answer.headers["location"]).toContain("done=waiting-removed");
    expect((await portal(withWaiting(now)).ask(`GET ${page}`)).text).not.toContain("eve@contoso.example");
  });

  test("refuses to remove the address of a recovery, on a page without the confirmation question", async () => {
    const [customer, ...rest] = withWaiting() as [RawItem, ...RawItem[]];
    const named = { ...waiting, addedBy: null, expiresAt: later({ days: 7 }) };
    const { ask, transactions } = portal([{ ...customer, waiting: [named] }, ...rest]);
    const answer = await ask(`POST ${page}/{administrator}`, { csrf }, { named: { administrator: "eve" } });
    expect([answer.status, transactions]).toEqual([409, []]);
    expect(answer.text).not.toContain("The link in the e-mail to this address stops working");
  });

  test("tells the last administrator why it cannot leave and what to do first", async () => {
    const { ask, transactions } = portal();
    const list = await ask(`GET ${page}`);
    expect(list.text).toContain("You are the only administrator, so you cannot leave.");
    expect(list.text).not.toContain(`administrators/${address}`);
    for (const answer of [
      await ask(`GET ${page}/{administrator}`),
      await ask(`POST ${page}/{administrator}`, { csrf }),
    ]) {
      expect(answer.status).toBe(409);
      expect(answer.text).toContain("Add another administrator first.");
    }
    expect(transactions).toEqual([]);
  });

  test("signs an administrator out only when it leaves its last customer", async () => {
    const [adatum = "", other = ""] = [1, 2].map((at) => `${ids.customer.slice(0, -1)}${at}`);
    const [first, ...rest] = consultant(["Wingtip", "Adatum"]) as [RawItem, RawItem, RawItem];
    const two = { ...first, administrators: [own, anAdministratorAt("bob@contoso.example")] };
    const leave = (items: readonly RawItem[], id: string) =>
      portal([...items, session]).ask(`POST ${page}/{administrator}`, { csrf }, { named: { id } });
    expect((await leave([two, ...rest], adatum)).cookies).toEqual([]);
    expect((await leave([two, ...rest], other)).status).toBe(409);
    const alone = administratorOf({}, ["bob@contoso.example"]);
    expect((await leave(alone, ids.customer)).cookies).toMatchObject([expect.stringContaining("Max-Age=0")]);
  });
});

describe("the portal's form for a customer's name", () => {
  const page = "/portal/customers/{id}/name";

  test("changes the name, and warns when the operator has checked it", async () => {
    const [customer, ...rest] = known as [RawItem, RawItem];
    const verified = { ...customer, verified: { at: now, how: "C-1" } };
    const { ask, transactions } = portal([verified, ...rest, session]);
    const form = await ask(`GET ${page}`);
    expect(form.text).toContain("Fabrikam Cloud has verified the current name.");
    expect(form.text).toContain("Verified by Fabrikam Cloud");
    const answer = await ask(`POST ${page}`, { csrf, name: "Contoso Ltd" });
    expect(answer.headers["location"]).toBe(`/portal/customers/${ids.customer}?lang=en&done=renamed`);
    expect(transactions).toMatchObject([[{ set: { name: "Contoso Ltd", verified: null } }, {}, { kind: "check" }]]);
    const plain = await portal().ask(`GET ${page}`);
    expect(plain.text).not.toContain("checked");
    expect(plain.text).not.toContain("Checked");
  });

  test.each(["", "x".repeat(201), "a\u202eb"])("refuses an empty, long or unreadable name: %j", async (name) => {
    const { ask, transactions } = portal();
    const answer = await ask(`POST ${page}`, { csrf, name });
    expect([answer.status, transactions]).toEqual([422, []]);
    expect(answer.text).toContain("Enter the name in one line of at most 200 characters");
  });
});

describe("a form whose session has ended", () => {
  const page = "/portal/customers/{id}/name";
  const draftIn = ({ cookies }: { readonly cookies: readonly string[] }): string[] =>
    cookies.map((one) => one.split(";")[0] ?? "");

  test("changes nothing, says so on the sign-in page, and leads back to its own page", async () => {
    const { ask, transactions } = portal([...known, { ...session, endsAt: now }]);
    const answer = await ask(`POST ${page}`, { csrf, name: "Contoso Ltd" });
    const next = encodeURIComponent(`/portal/customers/${ids.customer}/name`);
    expect([answer.status, transactions]).toEqual([303, []]);
    expect(answer.headers["location"]).toBe(`/portal?lang=en&next=${next}&done=session-ended`);
    expect((await ask("GET /portal")).text).toContain("Your session has ended. Nothing was changed.");
    expect((await ask("GET /portal", undefined, { cookies: [] })).text).not.toContain("Your session has ended.");
  });

  test("is filled in again on its own page after signing in, from the browser and not from the address", async () => {
    const { headers, cookies } = await portal().ask(`POST ${page}`, { csrf, name: "Wingtip Größe" }, { cookies: [] });
    expect(cookies).toMatchObject([expect.stringMatching(/^__Host-rapport-draft=.*; HttpOnly; .*Max-Age=3600$/)]);
    expect(headers["location"]).not.toContain("Wingtip");
    const { ask } = portal();
    const kept = { cookies: [...signedIn, ...draftIn({ cookies })] };
    expect((await ask(`GET ${page}`, undefined, kept)).text).toContain('value="Wingtip Größe"');
    expect((await ask("GET /portal/customers/{id}/administrators", undefined, kept)).text).not.toContain("Wingtip");
    expect((await ask(`POST ${page}`, { csrf, name: "Wingtip" }, kept)).cookies).toMatchObject([
      expect.stringMatching(/^__Host-rapport-draft=; .*Max-Age=0$/),
    ]);
  });

  test("is filled in again also if the reader has signed in since, in another tab", async () => {
    const old = { csrf: csrfToken("another"), name: "Wingtip Größe" };
    const { headers, cookies } = await portal().ask(`POST ${page}`, old);
    expect(headers["location"]).toBe(`/portal/customers/${ids.customer}/name?lang=en&done=form-renewed`);
    const kept = { cookies: [...signedIn, ...draftIn({ cookies })], query: { done: "form-renewed" } };
    const { text } = await portal().ask(`GET ${page}`, undefined, kept);
    expect(text).toContain('value="Wingtip Größe"');
    expect(text).toContain("This page was from an earlier session. Nothing was changed.");
  });

  test.each(["nonsense", Buffer.from("[1]").toString("base64url")])(
    "is empty again if the browser's copy is damaged: %s",
    async (value) => {
      const cookies = [...signedIn, `__Host-rapport-draft=${value}`];
      expect((await portal().ask(`GET ${page}`, undefined, { cookies })).text).toContain('value="Contoso"');
    },
  );

  test("that was about one permission does not come back as one about all", async () => {
    const query = { permission: "users.admin" };
    const answer = await portal().ask("POST /portal/relationships/{id}/remove", {}, { cookies: [], query });
    const next = `/portal/relationships/${ids.relationship}/remove?permission=users.admin`;
    expect(answer.headers["location"]).toContain(`next=${encodeURIComponent(next)}`);
    expect(answer.cookies).toEqual([]);
    expect(wantedPage(next)).toBe(next);
  });
});

describe("the sign-in form", () => {
  test.each(["nobody", "nobody@", ""])(
    "keeps what was typed beside its error, and nothing is read: %j",
    async (email) => {
      const { ask, transactions } = portal();
      const { status, text } = await ask("POST /portal/sign-in", { email });
      expect([status, transactions]).toEqual([422, []]);
      expect(text).toMatch(new RegExp(`name="email"\\s+value="${email}"`));
      expect(text).toMatch(/<title>Error: Sign in/);
      expect(text).toMatch(/id="errors" autofocus/);
    },
  );

  test("repeats the address on the next page, so that a typing error is seen", async () => {
    const { text } = await portal().ask("POST /portal/sign-in", { email: "It@Contoso.exmaple" });
    expect(text).toContain("If It@Contoso.exmaple is an administrator’s address");
  });

  test.each(["sign-in", "sign-out", "sign-out-everywhere"])(
    "a reload of its target leads to a page: %s",
    async (target) => {
      const { status, headers } = await portal().ask(`GET /portal/${target}`, undefined, { query: { lang: "de" } });
      expect([status, headers["location"]]).toEqual([303, "/portal?lang=de"]);
    },
  );
});

test.each([
  ["POST /portal/sign-in", { email: "nonsense" }],
  ["POST /portal/customers/{id}/name", { csrf, name: "" }],
  ["POST /portal/customers/{id}/administrators", { csrf, email: "nonsense" }],
] as const)("%s lists the errors above the heading of the page", async (route, form) => {
  const { text } = await portal().ask(route, form);
  expect(text).toMatch(/id="errors"[^]*<h1/);
});

describe("a mailed link to sign in", () => {
  const token = signSignIn({ address, number: 1 }, aMasterKey());
  const link = { ...signInKey(address), ...noSignIn(address), version: 1, revision: 1 };
  const alive = { ...link, links: [{ number: 1, endsAt: later({ minutes: 15 }) }] };
  const path = "/portal/sign-in/{token}";
  const open = (items: readonly RawItem[], method: string, form?: Record<string, string>, cookies: string[] = []) =>
    portal(items).ask(`${method} ${path}`, form, { cookies, named: { token } });
  const cookieIn = ({ cookies }: { readonly cookies: readonly string[] }) =>
    /rapport-portal=([^;]*)/.exec(cookies[0] ?? "")?.[1] ?? "";

  test("sets the same cookie for repeated posts of one page, and another cookie for every page", async () => {
    const secret = /name="secret" value="([^"]+)"/.exec((await open([...known, alive], "GET")).text)?.[1] ?? "";
    expect(secret).toHaveLength(43);
    const pressed = await open([...known, alive], "POST", { secret });
    expect(cookieIn(pressed)).not.toBe("");
    const cookieOfPress = cookieIn(pressed);
    const opened = { ...session, ...sessionKey(sessionHash(cookieOfPress)) };
    const again = await open([...known, link, opened], "POST", { secret });
    expect([again.status, cookieIn(again)]).toEqual([303, cookieOfPress]);
    expect((await open([...known, link, opened], "POST", { secret: "x".repeat(43) })).status).toBe(404);
    expect(cookieIn(await open([...known, alive], "POST", { secret: "short" }))).not.toBe(cookieOfPress);
  });

  test("redirects to the portal after use only in the session that it opened", async () => {
    const own = [`__Host-rapport-portal=${cookie}`];
    for (const method of ["GET", "POST", "HEAD"]) {
      const form = method === "POST" ? {} : undefined;
      expect((await open([...known, session, link], method, form, own)).status, method).toBe(303);
      expect((await open([...known, session, link], method, form)).status, method).toBe(404);
      expect((await open([...known, session, alive], "GET", undefined, own)).status).toBe(200);
    }
  });
});

describe("the page requested before signing in", () => {
  test.each([
    `/portal/relationships/${ids.relationship}`,
    `/portal/relationships/${ids.relationship}/renew`,
    `/portal/senders/${ids.partner}`,
    "/portal/administrators",
    `/portal/customers/${ids.customer}`,
    `/portal/customers/${ids.customer}/administrators`,
    `/portal/customers/${ids.customer}/administrators/01JD0000000000000000000006`,
    `/portal/customers/${ids.customer}/senders/${ids.partner}`,
    `/portal/customers/${ids.customer}/name`,
  ])("is kept: %s", (path) => expect(wantedPage(path)).toBe(path));

  test.each([
    "",
    undefined,
    "/portal",
    "//evil.example",
    "https://evil.example/portal/senders",
    "/portal/senders/../../i/x",
    "/portal/sign-out",
    "/portal/customers/x",
    `/portal/customers/${ids.customer}/name/x`,
    "/portal/administrators\r\nx: y",
    "/portal/administrators?x",
  ])("is dropped when it is not a page of the portal: %s", (path) => expect(wantedPage(path)).toBe(""));
});

import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signConfirmation } from "../../../shared/crypto/confirmations.ts";
import { basisDigest, signRenewal } from "../../../shared/crypto/renewals.ts";
import { signStop } from "../../../shared/crypto/stops.ts";
import { signUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { currentAgreement } from "../../../shared/policy/agreements.ts";
import type { Operation } from "./contract.ts";
import { idIn } from "../../../infra/local/actors/caller.ts";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import { signedHeaders } from "../pages/portal.ts";
import type { Who } from "../../../infra/local/actors/control.ts";
import type { Stack } from "../stack/stack.ts";

/** How to ask an operation for what it can do. */
export interface Fitting {
  readonly who: Who | null;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What to send: the example, or what stands for it where that cannot name what there is here. */
  readonly body: unknown;
}

/** What the operations of a stack can work on. */
export interface Fixtures {
  /** What makes an operation do what its example asks. */
  fitting(operation: Operation, example: unknown): Promise<Fitting>;
  /** Headers that give access to a path by something else than a token. */
  access(path: string): Promise<Readonly<Record<string, string>>>;
  /** Values of a path's parameter that exist. */
  known(path: string): readonly string[];
}

/** What an operation needs that no open invitation gives it. */
interface Need {
  /** Values of the path's parameters, in their order. */
  readonly parameter?: string | readonly string[];
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const operator: Who = { role: "operator" };
const admin: Who = { partner: "contoso-partner", role: "admin" };
/** The portal of northwind-partner's cloud; that of the others is Rapport's own page. */
const portal = "office-admin-portal";
const policy = { preset: "partner-center-2018", externalPortals: { [portal]: "https://portal.example/accept" } };
const anyVersion = { "if-match": "*" };

/** Makes one of everything, so that every operation finds something to work on. */
export async function makeFixtures(stack: Stack): Promise<Fixtures> {
  const contoso = stack.partner();
  const northwind = stack.partner("northwind-partner");
  await stack.control.call("POST", "policy", policy);

  const tokenOf = ({ link }: { readonly link: string }): string => decodeURIComponent(link.replace(/^.*\/i\//, ""));
  const draft = async () => idIn(await contoso.create({ customer: { email: newAddress() } }));
  const bySelf = () => contoso.invite({ send: "self" });
  const pending = () => contoso.invite();
  const elsewhere = () => northwind.invite();
  const expired = async () => {
    const invitation = await contoso.invite({ expiresIn: "P1D" });
    await stack.local.advance("P2D");
    return invitation;
  };
  const accepted = () => contoso.connect();
  let registered = 0;
  const partner = async () => {
    const admin = { email: newAddress() };
    return idIn(await stack.operator.register({ displayName: `Tailspin ${++registered}`, admin }));
  };
  const ownPartner = idIn(await contoso.profile());
  const template = async () => idIn(await contoso.call("POST", "/v1/templates", { name: "A template" }));
  const user = async () => idIn(await contoso.addUser({ email: newAddress(), role: "auditor" }));
  const support = async () => idIn(await contoso.openSupport((await accepted()).customerId));
  const collecting = async () => {
    const id = idIn(await contoso.createJob({ action: "invite", dryRun: true }));
    await contoso.putJobRows(id, 1, [{ customer: { email: newAddress() } }]);
    return id;
  };
  /** A partner has one running job, so the one before has to be over. */
  const afterJobs = async (): Promise<Need> => {
    await stack.local.idle();
    return {};
  };
  const customers = async (): Promise<string[]> =>
    ((await contoso.customers()).json["items"] as { readonly id: string }[]).map(({ id }) => id);
  const unsubscribe = (email = newAddress()): string => {
    const address = addressPseudonym(email, stack.masterKey);
    return signUnsubscribe({ partnerId: ownPartner, address }, stack.masterKey);
  };
  /** A link for an address that waits, of which a partner has at most ten. */
  const confirmation = async (): Promise<string> => {
    const email = newAddress();
    await contoso.changeProfile({ notifications: [email] });
    const address = addressPseudonym(email, stack.masterKey);
    const endsAt = new Date(stack.local.parts.clock.now() + 86_400_000).toISOString();
    const confirmed = { kind: "notifications", subject: ownPartner, address, number: 1, endsAt } as const;
    return signConfirmation(confirmed, stack.masterKey);
  };
  const customer = async () => (await accepted()).customerId;
  const relationship = async () => (await accepted()).relationshipId;
  const asked = async (kind: "exports" | "erasures") => idIn(await stack.operator.askForData(kind, newAddress()));
  /** A link of a code's mail, for somebody who did not ask for the code. */
  const codeStop = async (): Promise<string> => {
    const { id: subject, email } = await pending();
    const address = addressPseudonym(email, stack.masterKey);
    return signStop({ kind: "code", subject, address, number: 1 }, stack.masterKey);
  };
  /** A link that stops a recovery which waits. */
  const stop = async (): Promise<string> => {
    const { customerId: subject, email } = await accepted();
    await stack.operator.recover(subject, newAddress());
    const address = addressPseudonym(email, stack.masterKey);
    return signStop({ kind: "recovery", subject, address, number: 1 }, stack.masterKey);
  };
  const renewal = async (): Promise<string> => {
    const { relationshipId, email } = await accepted();
    const endsAt = new Date(stack.local.parts.clock.now() + 86_400_000).toISOString();
    const address = addressPseudonym(email, stack.masterKey);
    return signRenewal({ relationshipId, address, basis: basisDigest(null), endsAt }, stack.masterKey);
  };
  const signed = (body: string): Record<string, string> =>
    signedHeaders(body, stack.masterKey, { at: stack.local.parts.clock.now(), portal });

  const own =
    (make: () => Promise<string | { readonly id: string }>, headers = {}) =>
    async () => {
      const made = await make();
      return { parameter: typeof made === "string" ? made : made.id, headers };
    };
  const link = (make: () => Promise<{ readonly link: string }>) => async () => ({ parameter: tokenOf(await make()) });
  /** A customer's administrator in the portal, and what it can act on. */
  const visit = async (after?: string) => {
    const { email, ...ids } = await accepted();
    if (after !== undefined) await stack.local.advance(after);
    const portal = await stack.administrator.signIn(email);
    const colleague = email.replace("it@", "colleague@");
    await portal.add(ids.customerId, colleague);
    const request = idIn(await contoso.openSupport(ids.customerId));
    return { ...ids, request, cookie: portal.cookie, administrator: await portal.idOf(ids.customerId, colleague) };
  };
  /** Pages that only show something can be shown to the same administrator, one after another. */
  let lasting: ReturnType<typeof visit> | undefined;
  const visitor = () => (lasting ??= visit());
  /** What was granted today cannot be renewed today. */
  let older: ReturnType<typeof visit> | undefined;
  const inPortal = async (path: string): Promise<Need> => {
    const visited = await (path.endsWith("/renew") ? (older ??= visit("P2D")) : visitor());
    const { id: invitation, customerId, relationshipId, administrator, request, cookie } = visited;
    const ids: Readonly<Record<string, string>> = {
      ...{ relationships: relationshipId, customers: customerId, senders: ownPartner },
    };
    const id = ids[path.split("/")[2] ?? ""] ?? "";
    const values: Readonly<Record<string, string>> = { id, invitation, administrator, request, partnerId: ownPartner };
    const parameter = (path.match(/(?<=\{)\w+/g) ?? []).map((name) => values[name] ?? "");
    return { parameter, headers: { cookie } };
  };
  const signInToken = async (): Promise<string> => {
    const { email } = await accepted();
    await stack.administrator.askForLink(email);
    return /sign-in\/([^?]*)/.exec(await stack.administrator.signInLink(email))?.[1] ?? "";
  };

  const needs: Readonly<Record<string, (example: unknown) => Promise<Need>>> = {
    "GET /portal/sign-in/{token}": own(signInToken),
    createInvitation: async (example) => {
      const { customer, ...terms } = example as { readonly customer: object };
      return { body: { ...terms, customer: { ...customer, email: newAddress() } } };
    },
    editInvitation: own(draft, anyVersion),
    sendInvitation: own(draft),
    renewInvitation: own(expired),
    readDraft: own(bySelf),
    readReceipt: own(accepted),
    editProfile: async () => ({ headers: anyVersion }),
    readTemplate: own(template),
    editTemplate: own(template, anyVersion),
    deleteTemplate: own(template, anyVersion),
    addUser: async (example) => ({ body: { ...(example as object), email: newAddress() } }),
    changeUserRole: own(user, anyVersion),
    removeUser: own(user, anyVersion),
    readUser: own(user),
    resendFirstPassword: own(user),
    registerPartner: async (example) => ({ body: { ...(example as object), admin: { email: newAddress() } } }),
    addAdmin: async () => ({ parameter: await partner(), body: { email: newAddress() } }),
    readPartner: own(partner),
    editOperatorFields: own(partner, anyVersion),
    freezePartner: own(partner),
    releasePartner: own(partner),
    refusePartnerName: own(partner),
    readSupervisedCustomer: own(customer),
    editCustomer: own(customer, anyVersion),
    recoverCustomer: async (example) => ({
      parameter: await customer(),
      body: { ...(example as object), email: newAddress() },
    }),
    readPortalSecret: async () => ({ parameter: portal }),
    readRelationship: own(relationship),
    readRelationshipHistory: own(relationship),
    annotateCustomer: own(customer, anyVersion),
    readCustomerHistory: own(customer),
    amendRelationship: own(relationship),
    giveBackPermission: async () => ({ parameter: [await relationship(), "directory.admin"] }),
    terminateRelationship: own(relationship),
    readSupervisedRelationship: own(relationship),
    suspendRelationship: own(relationship),
    resumeRelationship: own(relationship),
    reportRemovedPermissions: own(relationship),
    readCustomer: async () => {
      await accepted();
      return { parameter: (await customers())[0] ?? "" };
    },
    checkAccess: async () => ({ query: `customerId=${await customer()}&permission=directory.admin` }),
    checkPartnersAccess: async () => ({
      query: `partnerId=${ownPartner}&customerId=${await customer()}&service=azure-subscription`,
    }),
    reportUse: async (example) => ({ body: { ...(example as object), customerId: await customer() } }),
    reportPartnersUse: async (example) => ({
      body: { ...(example as object), partnerId: ownPartner, customerId: await customer() },
    }),
    createJob: afterJobs,
    readJob: own(collecting),
    putJobRows: async () => ({ parameter: [await collecting(), "2"] }),
    startJob: async () => ({ ...(await afterJobs()), parameter: await collecting() }),
    cancelJob: own(collecting),
    listJobResults: own(collecting),
    exportJobResults: own(collecting),
    openSupportRequest: own(customer),
    readSupportRequest: own(support),
    readSupportHistory: own(support),
    writeSupportMessage: own(support),
    closeSupportRequest: own(support),
    readAnySupportRequest: own(support),
    answerSupportRequest: own(support),
    closeAnySupportRequest: own(support),
    requestErasure: async (example) => ({ body: { ...(example as object), email: newAddress() } }),
    readExport: own(() => asked("exports")),
    readErasure: own(() => asked("erasures")),
    "GET /i/{link}/receipt": link(accepted),
    "GET /u/{token}": async () => ({ parameter: unsubscribe() }),
    "GET /confirm/{token}": own(confirmation),
    "GET /stop/{token}": own(stop),
    "GET /r/{token}": own(renewal),
    readOffer: async () => {
      const token = tokenOf(await elsewhere());
      return { query: `link=${encodeURIComponent(token)}`, headers: signed(token) };
    },
    reportDecision: async (example) => {
      const invitation = await elsewhere();
      const { json } = await northwind.read(invitation.id);
      const body = { ...(example as object), link: tokenOf(invitation), offer: json["offerDigest"] };
      return { body, headers: signed(JSON.stringify(body)) };
    },
    "GET /assets/{file}": async () => ({ parameter: "rapport.css" }),
    "GET /agreements/{version}": async () => ({ parameter: currentAgreement.version }),
    "GET /problems/{kind}": async () => ({ parameter: "validation" }),
  };

  // Links belong to other invitations than ids, because requests with ids make links invalid.
  const ids = [(await pending()).id, (await accepted()).id, (await bySelf()).id, await draft(), await draft()];
  const links = [await pending(), await pending(), await accepted(), await elsewhere()].map(tokenOf);
  const existing: readonly (readonly [path: RegExp, values: readonly string[]])[] = [
    [/^\/v1\/invitations\//, ids],
    [/^\/i\//, links],
    [/^\/u\//, [unsubscribe()]],
    [/^\/confirm\//, [await confirmation()]],
    [/^\/stop\//, [await stop(), await codeStop()]],
    [/^\/r\//, [await renewal()]],
    [/^\/v1\/jobs\/[^/]*\/rows\//, ["1"]],
    [/^\/v1\/jobs\//, [await collecting()]],
    [/^\/v1\/support-requests\//, [await support(), await support()]],
    [/^\/v1\/operator\/support-requests\//, [await support()]],
    [/^\/v1\/customers\//, await customers()],
    [/^\/v1\/relationships\//, [await relationship()]],
    [/^\/v1\/operator\/relationships\//, [await relationship()]],
    [/^\/v1\/operator\/customers\//, [await customer()]],
    [/^\/v1\/templates\//, [await template(), await template()]],
    [/^\/v1\/users\//, [await user(), await user()]],
    [/^\/v1\/operator\/partners\//, [await partner()]],
    [/^\/v1\/operator\/portals\//, [portal, "rapport"]],
    [/^\/v1\/operator\/exports\//, [await asked("exports")]],
    [/^\/v1\/operator\/erasures\//, [await asked("erasures")]],
    [/^\/portal\/relationships\//, [(await visit()).relationshipId]],
    [/^\/portal\/customers\//, [(await visitor()).customerId, ownPartner]],
    [/^\/portal\/senders\//, [ownPartner]],
    [/^\/portal\/sign-in\//, [await signInToken(), await signInToken()]],
    [/^\/assets\//, ["rapport.css", "offer.js", "verify.js"]],
    [/^\/agreements\//, [currentAgreement.version]],
    [/^\/problems\//, ["validation", "not-found"]],
  ];

  return {
    fitting: async ({ operationId, method, path, security }, example) => {
      const usual = path.startsWith("/i/") ? link(pending) : own(pending);
      const other = path.startsWith("/portal") ? () => inPortal(path) : path.includes("{") ? usual : async () => ({});
      const need: Need = await (needs[operationId] ?? needs[`${method} ${path}`] ?? other)(example);
      const values = [need.parameter ?? ""].flat();
      const found = path.replace(/\{\w+\}/g, () => encodeURIComponent(values.shift() ?? ""));
      return {
        who: security.length === 0 ? null : path.startsWith("/v1/operator/") ? operator : admin,
        path: need.query === undefined ? found : `${found}?${need.query}`,
        headers: need.headers ?? {},
        body: need.body ?? example,
      };
    },
    access: async (path): Promise<Record<string, string>> =>
      path.startsWith("/portal") ? { cookie: (await visitor()).cookie } : {},
    known: (path) => existing.find(([pattern]) => pattern.test(path))?.[1] ?? ["x"],
  };
}

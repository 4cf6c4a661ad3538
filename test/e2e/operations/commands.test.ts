import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { codeAt } from "../../../infra/local/cognito/one-time-codes.ts";
import { tokenCallback } from "../../../shared/names.ts";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import { createInvitation, mailsTo } from "../../support/stack/mailed.ts";
import { firstPasswordIn, firstSignIn, open, send } from "../../support/pages/sign-in-pages.ts";
import { raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();
const email = "ada@operator.example";
const password = "A password of 2 hands!";

/** Starts a command as a person would; its output, and what it has said on the way. */
function start(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const script = fileURLToPath(
    new URL(`../../../${name.includes("/") ? name : `infra/commands/${name}`}.ts`, import.meta.url),
  );
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, ...env } });
  const printed = Promise.withResolvers<string>();
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
    const [url] = /https?:\/\/\S+\/oauth2\/authorize\S+/.exec(errors) ?? [];
    if (url !== undefined) printed.resolve(url);
  });
  child.once("close", () => printed.reject(new Error(`It ended before it named a page: ${errors}`)));
  printed.promise.catch(() => undefined);
  const output = text(child.stdout);
  const ended = once(child, "close").then(async ([code]) => ({
    code: code as number,
    out: (await output).trim(),
    errors: errors.trim(),
  }));
  return { signInUrl: printed.promise, ended };
}
const onStack = () => ["--local", "--url", stack().local.url];
const operator = (...more: string[]) => start("operator", [...onStack(), "--email", email, ...more]).ended;
const token = (...more: string[]) => start("token", [...onStack(), ...more]);
const passwords = () =>
  stack()
    .local.mails.filter(({ to }) => to.includes(email))
    .map(({ html }) => firstPasswordIn(html));

describe("the first operator of a new deployment", () => {
  it("is mailed a first password by the command only once", async () => {
    const made = await operator();
    expect(made).toMatchObject({ code: 0, errors: "" });
    expect(made.out).toContain(`Sign in at ${stack().local.url}/console/sign-in`);
    expect(await operator()).toEqual({
      ...{ code: 1, out: "", errors: `${email} is already an operator. Use --resend to mail another first password.` },
    });
    expect((await operator("--resend")).code).toBe(0);
    expect(new Set(passwords()).size).toBe(2);
  });

  it("signs in with a browser, and the command prints an operator's token", async () => {
    const command = token();
    const [first = "", second = ""] = passwords();
    const page = await open(await command.signInUrl);
    expect((await send(page, { email, password: first })).fault).toBe("Incorrect username or password.");
    const end = await firstSignIn(page, { email, first: second, password });
    expect(end.html).toContain("You are signed in. Close this page and go back to your terminal");
    const { code, out } = await command.ended;
    expect(code).toBe(0);
    const [, found = ""] = /^export TOKEN=(\S+)$/.exec(out) ?? [];
    const me = await stack().ask(null, "GET", "/v1/me", { token: found });
    expect(me).toMatchObject({ status: 200, json: { role: "operator", email } });

    const again = token();
    const asked = await send(await open(await again.signInUrl), { email, password });
    await send(asked, { code: codeAt(end.secret, stack().local.parts.clock.now() / 1000) });
    expect((await again.ended).out).toMatch(/^export TOKEN=/);
    expect((await operator("--resend")).errors).toContain(`${email} has already set a password`);
  });
});

it("an operator removed by the command is refused with an old token, and can be added again", async () => {
  const bob = (...more: string[]) =>
    start("operator", [...onStack(), "--email", "bob@operator.example", ...more]).ended;
  expect((await bob()).code).toBe(0);
  const token = await stack().local.token({ email: "bob@operator.example" });
  const me = async () => (await stack().ask(null, "GET", "/v1/me", { token })).status;
  expect(await me()).toBe(200);
  expect(await bob("--remove")).toMatchObject({
    ...{ code: 0, errors: "" },
    out: "bob@operator.example is no longer an operator. Existing tokens are refused.",
  });
  expect(await me()).toBe(403);
  expect((await bob()).code).toBe(0);
  expect(await me()).toBe(403);
  const again = await stack().local.token({ email: "bob@operator.example" });
  expect((await stack().ask(null, "GET", "/v1/me", { token: again })).status).toBe(200);
});

describe("the token command", () => {
  it("refuses a code without the matching state, and keeps waiting", async () => {
    const command = token();
    const url = await command.signInUrl;
    for (const query of ["code=stolen", "code=stolen&state=guessed", ""])
      expect((await fetch(`${tokenCallback}?${query}`)).status).toBe(404);
    const state = new URL(url).searchParams.get("state") ?? "";
    expect((await fetch(`${tokenCallback}?code=of-another-sign-in&state=${state}`)).status).toBe(400);
    expect(await command.ended).toMatchObject({ code: 1, out: "" });
    expect((await command.ended).errors).toContain("The sign-in pages refused the code: invalid_grant.");
  });

  it("ends with the error that the sign-in pages report", async () => {
    const command = token();
    const state = new URL(await command.signInUrl).searchParams.get("state") ?? "";
    await fetch(`${tokenCallback}?error=access_denied&state=${state}`);
    expect((await command.ended).errors).toContain("Signing in was refused: access_denied.");
  });

  it("ends with a message when nobody signs in in time", async () => {
    const { code, out, errors } = await token("--wait", "0.01").ended;
    expect([code, out]).toEqual([1, ""]);
    expect(errors).toContain("Nobody signed in within 0.01 seconds. Run the command again.");
  });

  it("says that its port is in use", async () => {
    const { hostname, port } = new URL(tokenCallback);
    const other = createServer().listen(Number(port), hostname);
    await once(other, "listening");
    expect((await token().ended).errors).toMatch(new RegExp(`^Port ${port} is in use`));
    other.close();
  });
});

it("verify-history checks the events of the whole table", async () => {
  await createInvitation(stack());
  expect(await start("verify-history", onStack()).ended).toMatchObject({
    ...{ code: 0, errors: "" },
    out: expect.stringMatching(
      /^Checked \d+ events\. Each follows the one before it, and none is missing\.$/,
    ) as string,
  });
});

describe("a command", () => {
  const bare = { AWS_PROFILE: undefined, AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined };
  const nobody = { ...bare, HOME: "/nonexistent", AWS_EC2_METADATA_DISABLED: "true" };
  const keys = { AWS_ACCESS_KEY_ID: "LOCALLOCALLOCALLOCAL", AWS_SECRET_ACCESS_KEY: "local" };
  const asked = ["--stage", "prod", "--email", email];

  it.each<[string, readonly string[], () => NodeJS.ProcessEnv, string | RegExp]>([
    ["that it needs a stage", ["--email", email], () => nobody, /^Name the stage/],
    ["that it needs an address", ["--stage", "prod"], () => nobody, /^Name the operator: --email/],
    ["that an option is unknown", ["--stag", "prod"], () => nobody, /^Unknown option '--stag'/],
    ["that no region is set", asked, () => ({ ...nobody, ...keys }), /^No AWS region is set/],
    [
      "that there are no credentials",
      asked,
      () => ({ ...nobody, AWS_REGION: "eu-west-1" }),
      /^No AWS credentials were found/,
    ],
    [
      "that the stage is not deployed there",
      asked,
      () => ({ ...nobody, ...keys, AWS_REGION: "eu-central-1", AWS_ENDPOINT_URL: stack().local.awsUrl }),
      /^This AWS account and region do not have the stack rapport-prod/,
    ],
    [
      "that the credentials are refused",
      asked,
      () => ({
        ...{ ...nobody, AWS_ACCESS_KEY_ID: "EXPIRED", AWS_SECRET_ACCESS_KEY: "x" },
        ...{ AWS_REGION: "eu-central-1", AWS_ENDPOINT_URL: stack().local.awsUrl },
      }),
      /^The AWS credentials are invalid/,
    ],
    [
      "that no local stack is running",
      ["--local", "--url", "http://localhost:1", "--email", email],
      () => nobody,
      /^No local stack/,
    ],
    [
      "that the address is a partner's",
      ["--local", "--url", "STACK", "--email", "sales@contoso-partner.example"],
      () => nobody,
      /^sales@contoso-partner.example is already a partner's user/,
    ],
    [
      "that only a partner removes its users",
      ["--local", "--url", "STACK", "--email", "sales@contoso-partner.example", "--remove"],
      () => nobody,
      /^sales@contoso-partner.example is a partner's user, .* Nothing was changed\.$/,
    ],
    [
      "that the user to remove does not exist",
      ["--local", "--url", "STACK", "--email", "nobody@operator.example", "--remove"],
      () => nobody,
      /^The user pool has no user nobody@operator.example. Nothing was changed/,
    ],
    [
      "that two options exclude each other",
      [...asked, "--remove", "--resend"],
      () => nobody,
      /^Use either --resend or --remove/,
    ],
    [
      "that the user to mail again does not exist",
      ["--local", "--url", "STACK", "--email", "nobody@operator.example", "--resend"],
      () => nobody,
      /^The user pool has no user nobody@operator.example/,
    ],
  ])("reports in one sentence %s", async (_, args, env, sentence) => {
    const here = args.map((arg) => (arg === "STACK" ? stack().local.url : arg));
    const { code, out, errors } = await start("operator", here, env()).ended;
    expect([code, out]).toEqual([1, ""]);
    expect(errors).toMatch(sentence);
    expect(errors.split("\n")).toHaveLength(1);
  });

  it.each([["operator"], ["token"], ["rotate-key"], ["redrive"], ["missing-events"], ["show"], ["restore"]])(
    "%s prints its usage",
    async (name) => {
      const { code, out, errors } = await start(name, ["--help"], nobody).ended;
      expect([code, errors]).toEqual([0, ""]);
      expect(out).toContain(`npm run ${name === "token" ? "--silent " : ""}${name} -- `);
    },
  );

  it.each([
    ["measure", "test/measure/measure"],
    ["mutants", "test/mutants/play"],
  ])("for development, %s, prints its usage and refuses an unknown option", async (name, script) => {
    const { code, out, errors } = await start(script, ["--help"]).ended;
    expect([code, errors]).toEqual([0, ""]);
    expect(out).toMatch(new RegExp(`^npm run ${name}\\b`));
    const unknown = await start(script, ["--unknown"]).ended;
    expect(unknown).toMatchObject({ code: 1, out: "" });
    expect(unknown.errors).toMatch(/^Unknown option '--unknown'[^\n]*$/);
  });

  it.each([["mail"], ["republish"]])("moves dead letters of %s only in a named stage", async (queue) => {
    expect(await start("redrive", [queue], nobody).ended).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^Name the stage: .+$/) as string,
    });
    const { code, out } = await start("redrive", [queue, ...onStack()], nobody).ended;
    expect([code, out]).toEqual([0, expect.stringMatching(new RegExp(`^Moving .+ to rapport-local-${queue}\\.$`))]);
  });

  it.each([
    [["--stage", "prod"], /^Name the moment: --to/],
    [["--stage", "prod", "--to", "2026-11-30"], /^--to needs a moment with its zone/],
    [["--stage", "prod", "--to", "2026-11-30T10:00:00"], /^--to needs a moment with its zone/],
    [["--local", "--url", "STACK", "--to", "latest"], /^The local stack has no backups/],
  ])("restores nothing for %j", async (args, sentence) => {
    const here = args.map((arg) => (arg === "STACK" ? stack().local.url : arg));
    const { code, out, errors } = await start("restore", here, nobody).ended;
    expect([code, out]).toEqual([1, ""]);
    expect(errors).toMatch(sentence);
  });

  it("shows an invitation of the local stack with its history, and says that an id is unknown", async () => {
    const to = newAddress();
    const id = String((await createInvitation(stack(), { customer: { email: to } })).json["id"]);
    const show = (...more: string[]) => start("show", [...more, ...onStack()], nobody).ended;
    const { code, out, errors } = await show(id);
    expect([code, errors]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({
      id,
      history: expect.arrayContaining([expect.objectContaining({ type: "InvitationIssued" })]) as [],
    });
    expect(out).not.toContain(to);
    expect((await show(id, "--personal")).out).toContain(to);
    expect(await show("inv_1")).toMatchObject({ code: 1, out: "", errors: expect.stringContaining("inv_1") as string });
  });

  it("reports that SES refused the mail of a new operator, and how to send it again", async () => {
    const { account } = stack().local.parts.ses;
    account.change({ paused: true });
    const paused = await start("operator", [...onStack(), "--email", "eve@operator.example"]).ended;
    account.change({ paused: false });
    expect(paused.code).toBe(1);
    expect(paused.errors).toMatch(/^The user was created, but the mail was refused: .*--resend\.$/);
    const again = await start("operator", [...onStack(), "--email", "eve@operator.example", "--resend"]).ended;
    expect(again.code).toBe(0);
  });

  it("exports and erases a person's data on the local stack, with an operator's token", async () => {
    const { email: to, customerId } = await stack().partner().connect();
    // A token lives for an hour, and time passes here.
    const person = async (action: string, ...more: string[]) => {
      const TOKEN = await stack().control.token({ role: "operator" });
      return start("person", [action, ...more, ...onStack()], { ...nobody, TOKEN }).ended;
    };
    const idFrom = ({ out }: { readonly out: string }) => /job_\w+/.exec(out)?.[0] ?? "";

    const exported = idFrom(await person("export", "--email", to));
    await stack().local.advance("PT20M");
    const { code, out, errors } = await person("export", "--id", exported);
    expect([code, errors]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({
      ...{ id: exported, status: "done", next: null },
      items: expect.arrayContaining([expect.objectContaining({ kind: "customer", id: customerId })]) as [],
    });

    const refused = await person("erase", "--email", to);
    expect([refused.code, refused.out]).toEqual([1, ""]);
    expect(refused.errors).toMatch(/^409: The erasure leaves 1 customer without an administrator/);
    expect(refused.errors).toContain(customerId);
    const erased = idFrom(await person("erase", "--email", to, "--unattended"));
    for (let run = 0; run < 6; run++) await stack().local.advance("PT10M");
    expect(JSON.parse((await person("erase", "--id", erased)).out)).toMatchObject({
      ...{ id: erased, status: "done" },
      kept: [{ reason: "receipt", partnerId: expect.stringMatching(/^ptn_/) as string }],
    });
    expect(await person("erase", "--id", exported)).toMatchObject({
      ...{ code: 1, errors: "404: There is no such erasure." },
    });
    expect((await start("person", ["export", ...onStack()], nobody).ended).errors).toMatch(
      /^Sign in as operator first/,
    );
  });
});

describe("events that the stream gave up on", () => {
  const missingEvents = (...more: string[]) => start("missing-events", [...onStack(), ...more]).ended;
  const dead = () => stack().local.parts.queues.find(({ shortName }) => shortName === "stream-dead")!;
  const timesOnBus = (eventId: string) =>
    stack()
      .published()
      .filter(({ detail }) => (detail as { metadata: { eventId: string } }).metadata.eventId === eventId).length;

  it("do not occur while the publisher works", async () => {
    expect(await missingEvents()).toEqual({ code: 0, out: "Messages in the queue stream-dead: 0.", errors: "" });
  });

  it("are listed by key and published by the command, and each mail goes out once", async () => {
    const to = newAddress();
    await stack().control.call("POST", "faults", { crash: "publish-events", at: "start", times: 100_000 });
    const id = String((await createInvitation(stack(), { customer: { email: to } })).json["id"]);
    await stack().local.advance("PT13H");
    stack().local.parts.faults.clear();
    const letters = dead().messages.map(({ body }) => body);
    expect(letters).toHaveLength(1);
    const listed = await missingEvents();
    const line = `INV#${id} EVT#state#000000002 InvitationCreated InvitationIssued`;
    expect(listed.out).toContain(line);
    expect(listed.out).toContain("Nothing was changed.");
    expect(listed.out).not.toContain(to);
    expect(dead().visible).toBe(1);
    await stack().local.idle();
    expect(timesOnBus(`${id}:1`)).toBe(0);

    // As when the shard has gone, a day later.
    dead().send(letters[0]!.replace(/"shardId":"[^"]+"/, '"shardId":"shardId-00000000000000000000-00000000"'));
    const published = await missingEvents("--republish");
    expect(published.out).toContain("2 events will be published now.");
    expect(published.out).toContain("Add --from-table to find their events.");
    expect(published.out).toMatch(/Messages in the queue stream-dead: 1\.$/);
    await stack().local.idle();
    expect([`${id}:1`, `${id}:2`].map(timesOnBus)).toEqual([1, 1]);
    expect(mailsTo(stack(), to)).toHaveLength(1);

    const fromTable = await missingEvents("--republish", "--from-table");
    expect(fromTable.out).toContain(line);
    expect(fromTable.out).toMatch(/Messages in the queue stream-dead: 0\.$/);
    await stack().local.idle();
    expect([`${id}:1`, `${id}:2`].map(timesOnBus)).toEqual([2, 2]);
    expect(mailsTo(stack(), to)).toHaveLength(1);
  });

  it("are published again by the moment since which they were written, and mailed once", async () => {
    const to = newAddress();
    const { json } = await createInvitation(stack(), { customer: { email: to } });
    await stack().local.idle();
    const since = ["--since", new Date(stack().local.parts.clock.now()).toISOString()];
    const listed = await missingEvents(...since);
    expect(listed.out).toContain(`INV#${String(json["id"])} EVT#state#000000002 InvitationCreated InvitationIssued`);
    expect(listed.out).toContain("Nothing was changed.");
    expect((await missingEvents(...since, "--republish")).out).toContain("events will be published now.");
    await stack().local.idle();
    expect(timesOnBus(`${String(json["id"])}:2`)).toBe(2);
    expect(mailsTo(stack(), to)).toHaveLength(1);
    expect((await missingEvents("--since", "today")).errors).toMatch(/^--since needs a moment with its zone/);
  });

  it("stay in their queue when the message names no batch", async () => {
    dead().send("{}");
    const { code, out } = await missingEvents("--republish", "--from-table");
    expect([code, out.split("\n")]).toEqual([
      0,
      ["A message that does not name a batch", "Messages in the queue stream-dead: 1."],
    ]);
    dead().clear();
  });
});

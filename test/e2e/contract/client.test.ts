import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import { generateClient, partnersProgram } from "../../support/contract/generated-client.ts";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import { linkIn, mailsTo } from "../../support/stack/mailed.ts";
import { contoso, raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();
const folder = mkdtempSync(join(tmpdir(), "rapport-client-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Program {
  readonly main: (
    baseUrl: string,
    token: string,
    email: string,
    customerAccepts: () => Promise<unknown>,
  ) => Promise<Readonly<Record<string, unknown>>>;
}

it("a client generated from the OpenAPI document compiles and completes the invitation journey", async () => {
  const served = (await stack().ask(null, "GET", "/v1/openapi.json")).json;
  expect(await generateClient(folder, served, partnersProgram)).toEqual([]);

  const { main } = (await import(pathToFileURL(join(folder, "main.ts")).href)) as Program;
  const email = newAddress();
  const result = await main(stack().local.url, await stack().local.token(contoso), email, async () => {
    await stack().local.idle();
    return stack().customer.accept(linkIn(mailsTo(stack(), email)[0]!));
  });
  const accepted = result["accepted"] as { readonly id: string };
  expect(result).toMatchObject({
    drafted: "draft",
    open: accepted.id,
    accepted: {
      status: "accepted",
      duration: "P90D",
      decision: { outcome: "accepted", partial: false, granted: ["users.admin"], by: { name: "Ada Lovelace" } },
    },
    opens: ["users.admin"],
  });
});

import { launch, runUntilStopped } from "./launch.ts";
import { readOptions, usage } from "./options.ts";
import type { LocalStack } from "./stack.ts";

const welcome = async (local: LocalStack): Promise<string> => {
  const token = await local.token({ partner: "contoso-partner", role: "admin" });
  const body = {
    customer: { email: "ada@contoso.example", organization: "Contoso", contactName: "Ada" },
    send: "email",
  };
  return [
    "",
    `API            ${local.url}/v1 (${local.url}/v1/openapi.json, ${local.url}/v1/asyncapi.json)`,
    `Mailbox, clock ${local.url}/_local`,
    `Portal         ${local.url}/portal`,
    "",
    "An invitation by Contoso Partner; its mail is in the mailbox right after:",
    `export TOKEN=${token}`,
    `curl -s ${local.url}/v1/invitations -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '${JSON.stringify(body)}'`,
    "",
    `Partners to ask a token for: ${Object.keys(local.partners).join(", ")}.`,
    "Ctrl-C stops everything.",
  ].join("\n");
};

runUntilStopped(async () => {
  const options = readOptions(process.argv.slice(2));
  console.log(options.help ? usage : await welcome(await launch(options)));
});

import { Auth } from "@auth/core";
import { DynamoDBAdapter } from "@auth/dynamodb-adapter";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { serve } from "../serve.ts";

const [endpoint = "", tableName = ""] = process.argv.slice(2);

serve(async () => {
  const credentials = { accessKeyId: "bench", secretAccessKey: "bench" };
  const client = DynamoDBDocument.from(new DynamoDB({ endpoint, region: "eu-central-1", credentials }), {
    marshallOptions: { convertEmptyValues: true, removeUndefinedValues: true, convertClassInstanceToMap: true },
  });
  let written = 0;
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        // What this flow calls writes one item each.
        if (/^(Put|Update|Delete)/.test(commandName)) written += 1;
        return next(args);
      },
    { step: "initialize" },
  );
  const links = new Map<string, string>();
  const email = {
    id: "email",
    type: "email" as const,
    name: "Email",
    from: "auth@bench.example",
    maxAge: 86_400,
    options: {},
    sendVerificationRequest: async ({ identifier, url }: { identifier: string; url: string }) =>
      void links.set(identifier, url),
  };
  const config = {
    adapter: DynamoDBAdapter(client, { tableName }),
    providers: [email],
    secret: "bench".repeat(8),
    trustHost: true,
    basePath: "/auth",
  };
  return { handle: (request) => Auth(request, config), written: () => written, sent: (to) => links.get(to) ?? "" };
});

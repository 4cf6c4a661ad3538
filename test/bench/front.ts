import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { generateKeyPair, jwtVerify, SignJWT } from "jose";
import { claimNames } from "../../shared/names.ts";
import { claimsOf } from "../support/stack/http-event.ts";
import { callsTo } from "./calls.ts";
import { asShipped, clientOf } from "./database.ts";
import { deploy, newPartner } from "./deployment.ts";
import { invocationOf } from "./requests.ts";
import { serve } from "./serve.ts";

interface Written {
  readonly TransactItems?: readonly { readonly ConditionCheck?: object }[];
}

const [endpoint = "", table = ""] = process.argv.slice(2);
// The product logs each failure; the bench expects one line.
console.info = () => undefined;

/** Rapport's own handlers behind the same HTTP server as the peers; as the gateway does, it verifies the token of each call. */
serve(async () => {
  const client = new DynamoDBClient({ ...clientOf(endpoint), ...asShipped });
  let written = 0;
  const counted = async (command: { readonly constructor: { readonly name: string }; readonly input: Written }) => {
    const { TransactItems } = command.input;
    if (TransactItems) written += TransactItems.filter(({ ConditionCheck }) => ConditionCheck === undefined).length;
    else if (/^(Put|Update|Delete)/.test(command.constructor.name)) written += 1;
    return client.send(command as never) as Promise<unknown>;
  };
  const dependencies = deploy({ send: counted as DynamoDBClient["send"] }, table);
  const claims = { ...claimsOf("admin"), [claimNames.partner]: await newPartner(dependencies) };
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const token = await new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).setExpirationTime("1h").sign(privateKey);
  const call = callsTo(dependencies);

  const handle = async (request: Request): Promise<Response> => {
    const { method, url } = request;
    const bearer = request.headers.get("authorization")?.replace("Bearer ", "");
    const verified = bearer === undefined ? null : (await jwtVerify(bearer, publicKey)).payload;
    const body = method === "GET" ? undefined : await request.text();
    const sending = { headers: Object.fromEntries(request.headers), body };
    const { status, headers, text } = await call(invocationOf({ method, url, sending }, verified).event);
    return new Response(text === "" ? null : text, { status, headers: headers as Record<string, string> });
  };
  return { handle, written: () => written, ready: { token } };
});

/** Functions of the tiny stack, each a bundle of its own; they print what they get, and that is what tests read. */
export const bundles = {
  /** Answers with its event, or as the path says. */
  echo: `
    const headers = (target) => ({
      "x-amz-target": target,
      authorization: "AWS4-HMAC-SHA256 Credential=" + process.env.AWS_ACCESS_KEY_ID + "/20260101/r/secretsmanager/aws4_request, Signature=0",
    });
    const secret = async () => {
      const body = JSON.stringify({ SecretId: process.env.SECRET_ID });
      const response = await fetch(process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER, { method: "POST", headers: headers("secretsmanager.GetSecretValue"), body });
      return response.json();
    };
    export const handler = async (event, context) => {
      if (event.rawPath === "/fail") throw new Error("failed on purpose");
      if (event.rawPath === "/exit") process.exit(3);
      if (event.rawPath === "/hang" || event.rawPath === "/late") return new Promise(() => setInterval(() => undefined, 1000));
      if (event.rawPath === "/inferred") return { hello: "world" };
      if (event.rawPath === "/secret") return secret();
      if (event.rawPath === "/bytes") return { statusCode: 200, headers: { "content-type": "image/png" }, body: "iVBORw==", isBase64Encoded: true };
      if (event.rawPath === "/cookies") return { statusCode: 303, headers: { location: "/" }, cookies: ["a=1; HttpOnly", "b=2"] };
      return { ...event, now: Date.now(), born: new Date().toISOString(), remaining: context.getRemainingTimeInMillis() };
    };`,
  /** Fails on stream records whose item says how often. */
  publish: `
    const failures = new Map();
    export const handler = async ({ Records }) => {
      const ids = Records.map(({ dynamodb }) => dynamodb.Keys.SK.S);
      console.log(JSON.stringify(ids));
      if (Records.some(({ dynamodb }) => dynamodb.NewImage.throws)) throw new Error("poisoned batch");
      const batchItemFailures = [];
      for (const { dynamodb } of Records) {
        const id = dynamodb.Keys.SK.S;
        const failed = failures.get(id) ?? 0;
        if (failed >= Number(dynamodb.NewImage.fails?.N ?? 0)) continue;
        failures.set(id, failed + 1);
        batchItemFailures.push({ itemIdentifier: dynamodb.SequenceNumber });
      }
      return { batchItemFailures };
    };`,
  /** Fails on messages as long as their receive count is no more than they say. */
  consume: `
    export const handler = async ({ Records }) => {
      const fails = (record) => Number(record.attributes.ApproximateReceiveCount) <= (JSON.parse(record.body).fails ?? 0);
      for (const record of Records) console.log(record.body + " " + record.attributes.ApproximateReceiveCount);
      return { batchItemFailures: Records.filter(fails).map(({ messageId }) => ({ itemIdentifier: messageId })) };
    };`,
  sweep: `export const handler = async (event) => console.log(JSON.stringify({ ...event, at: Date.now() }));`,
  /** Turns the user's attribute into a claim, as the pool's trigger. */
  shape: `
    export const handler = async (event) => {
      const claimsToAddOrOverride = { role: event.request.userAttributes["custom:role"], groups: ["a", "b"] };
      event.response.claimsAndScopeOverrideDetails = { accessTokenGeneration: { claimsToAddOrOverride } };
      return event;
    };`,
  broken: `throw new Error("broken while it loads");`,
  register: `export const handler = async () => ({ statusCode: 201, body: JSON.stringify({ id: "ptn_tiny" }) });`,
};
/** Which of them. */
export type BundleName = keyof typeof bundles;

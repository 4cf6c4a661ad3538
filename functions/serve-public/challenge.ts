/** Makes a challenge for the sign-in pages. It has no verifier, so the returned code cannot be redeemed. */
export const newChallenge = async (): Promise<string> =>
  (await import("node:crypto")).randomBytes(32).toString("base64url");

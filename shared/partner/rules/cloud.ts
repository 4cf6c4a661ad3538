import { faultRefusal } from "../../kernel/refusal.ts";

/** Refuses to put a partner into a cloud that this deployment does not offer. */
export function assertOfferedCloud(cloud: string | undefined, offered: readonly string[]): void {
  if (cloud === undefined || offered.includes(cloud)) return;
  const message = `This deployment does not offer the cloud ${cloud}; choose ${offered.join(" or ")}.`;
  throw faultRefusal("validation", { pointer: "/cloud", code: "unknown-value", message });
}

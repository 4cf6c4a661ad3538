import type { UserPool } from "../../../shared/runtime/user-pool.ts";

/** A user pool of a test's own, in memory. */
export function somePoolUsers(): UserPool {
  let made = 0;
  const users = new Map<string, { id: string; email: string; partnerId: string; role: string }>();
  const withAddress = (address: string) => [...users.values()].find(({ email }) => email === address);
  return {
    create: async (partnerId, { email, role }) => {
      if (withAddress(email)) return null;
      const id = `00000000-0000-4000-8000-${String(++made).padStart(12, "0")}`;
      users.set(id, { id, email, partnerId, role });
      return id;
    },
    find: async (email) => {
      const user = withAddress(email);
      return user ? { id: user.id, partnerId: user.partnerId, role: user.role } : null;
    },
    setRole: async (id, role) => {
      const user = users.get(id);
      if (user) users.set(id, { ...user, role });
      return user !== undefined;
    },
    resend: async (email) => (withAddress(email) ? "sent" : "gone"),
    isOperator: async () => false,
    remove: async (id) => void users.delete(id),
  };
}

import type { UserPool } from "../../shared/runtime/user-pool.ts";

/** A user pool of a test's own, in memory. */
export function somePoolUsers(): UserPool {
  const users = new Map<string, { id: string; email: string; partnerId: string; role: string }>();
  const withAddress = (address: string) => [...users.values()].find(({ email }) => email === address);
  return {
    create: async (partnerId, { email, role }) => {
      if (withAddress(email)) return null;
      const id = `00000000-0000-4000-8000-${String(users.size + 1).padStart(12, "0")}`;
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
    },
    remove: async (id) => void users.delete(id),
  };
}

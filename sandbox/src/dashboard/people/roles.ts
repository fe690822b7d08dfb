/** What people can be, each with the rights of those before it. */
export const ROLE_NAMES = ['view', 'support', 'admin'] as const;

export type Role = (typeof ROLE_NAMES)[number];

/** What each role is for, as the pages say it. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  view: 'sees everything but the secrets of keys, and changes nothing',
  support:
    'does what view does, refunds, captures and cancels payments, answers disputes and changes customers',
  admin: 'does what support does, changes keys, webhooks, settings and people, and reads the audit log',
};

/** Someone who sees the dashboard. */
export interface Person {
  id: string;
  name: string;
  /** The owner and whoever is at this machine have none. */
  email: string | null;
  role: Role;
}

/** The person who knows the operator's password. */
export const OWNER_ID = 'owner';

/** The owner as they are before their first sign-in. */
export const OWNER: Person = { id: OWNER_ID, name: 'Owner', email: null, role: 'admin' };

/** Whoever is at this machine, where no password is set. */
export const AT_THIS_MACHINE: Person = { id: 'local', name: 'This machine', email: null, role: 'admin' };

/** Whoever runs a command on the server, and so has the whole database. */
export const OPERATOR: Person = { id: 'operator', name: 'Operator', email: null, role: 'admin' };

/** The ids of those who are none of the people in the database. */
export const WITHOUT_PAGE: readonly string[] = [AT_THIS_MACHINE.id, OPERATOR.id];

/** Tells whether the reader of a page has the rights of a role. A page whose reader is unknown gives none. */
export const may = ({ reader }: { reader?: Person }, role: Role): boolean =>
  reader !== undefined && ROLE_NAMES.indexOf(reader.role) >= ROLE_NAMES.indexOf(role);

import { type Member, type Siblings, siblingFields } from '../../frame/elements/card/sibling-fields.js';
import type { Contact } from '../../frame/elements/linkAuthentication/group-contact.js';

/** Elements of one group. In one page they find each other without frames. */
export interface Group {
  /** Adds the Element in a node. */
  join(node: Node, member: Member): Siblings;
  /** Lets the others use the email address in a node. Returns a function that tells them of a change. */
  shareContact(node: Node, contact: Contact): () => void;
  /** Returns a function for the group's email address. `refresh` is called when it changes. */
  followContact(node: Node, refresh: () => void): () => Contact | undefined;
  leave(node: Node): void;
}

export function createGroup(): Group {
  const members = new Map<Node, Member>();
  const contacts = new Map<Node, Contact>();
  const users = new Map<Node, () => void>();

  const tellUsers = () => {
    for (const refresh of users.values()) refresh();
  };

  return {
    join(node, member) {
      members.set(node, member);
      return siblingFields(member.fields, () => [...members.values()].filter((other) => other !== member));
    },
    shareContact(node, contact) {
      contacts.set(node, contact);
      return tellUsers;
    },
    followContact(node, refresh) {
      users.set(node, refresh);
      return () => [...contacts.values()][0];
    },
    leave(node) {
      members.delete(node);
      users.delete(node);
      if (contacts.delete(node)) tellUsers();
    },
  };
}

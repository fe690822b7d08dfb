import { type Member, type Siblings, siblingFields } from '../../frame/elements/card/sibling-fields.js';
import type { WalletSession } from '../../frame/elements/expressCheckout/wallet-session.js';
import type { GroupPart } from '../../frame/runtime/group-parts.js';

/** Elements of one group. In one page they find each other without frames. */
export interface Group {
  /** Adds the Element in a node. */
  join(node: Node, member: Member): Siblings;
  /** Lets the others use a part of the Element in a node. Returns a function that tells them of a change. */
  sharePart(node: Node, part: GroupPart): () => void;
  /** Returns a function for the parts of the group's Elements. `refresh` is called when one of them changes. */
  followParts(node: Node, refresh: () => void): () => GroupPart[];
  /** Keeps the visit to a wallet that the Element in a node has begun. */
  beginVisit(node: Node, visit: WalletSession): void;
  /** Returns the visit of an id, while it goes on. */
  visit(id: string): WalletSession | undefined;
  leave(node: Node): void;
}

export function createGroup(): Group {
  const members = new Map<Node, Member>();
  const parts = new Map<Node, GroupPart>();
  const users = new Map<Node, () => void>();
  const visits = new Map<Node, WalletSession>();

  const tellUsers = () => {
    for (const refresh of users.values()) refresh();
  };

  return {
    join(node, member) {
      members.set(node, member);
      return siblingFields(member.fields, () => [...members.values()].filter((other) => other !== member));
    },
    sharePart(node, part) {
      parts.set(node, part);
      return tellUsers;
    },
    followParts(node, refresh) {
      users.set(node, refresh);
      return () => [...parts.values()];
    },
    beginVisit(node, visit) {
      visits.set(node, visit);
      visit.onEnd(() => visits.delete(node));
    },
    visit: (id) => [...visits.values()].find((visit) => visit.id === id),
    leave(node) {
      visits.get(node)?.end('canceled');
      members.delete(node);
      users.delete(node);
      if (parts.delete(node)) tellUsers();
    },
  };
}

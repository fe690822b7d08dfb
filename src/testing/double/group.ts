import { type Member, type Siblings, siblingFields } from '../../frame/elements/card/sibling-fields.js';

/** The Elements of one card: in the page they need no frames to find each other. */
export interface Group {
  /** Adds the Element that is in a node. */
  join(node: Node, member: Member): Siblings;
  leave(node: Node): void;
}

export function createGroup(): Group {
  const members = new Map<Node, Member>();
  return {
    join(node, member) {
      members.set(node, member);
      return siblingFields(member.fields, () => [...members.values()].filter((other) => other !== member));
    },
    leave: (node) => void members.delete(node),
  };
}

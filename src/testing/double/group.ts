import { type Member, type Siblings, siblingFields } from '../../frame/elements/card/sibling-fields.js';

/** Elements of one card. In one page they find each other without frames. */
export interface Group {
  /** Adds the Element in a node. */
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

import { missingElement } from '../../frame/elements/card/missing-element.js';
import { type CardField, FIELD_NAMES } from '../../frame/input/field.js';

/** A field of a card in an Element of its own, as the other Elements of its group see it. */
export interface Member {
  fields(): CardField[];
  refresh(): void;
}

/** The Elements of one card: in the page they need no frames to find each other. */
export function createGroup() {
  const members = new Set<Member>();
  const fields = () =>
    [...members]
      .flatMap((member) => member.fields())
      .sort((a, b) => FIELD_NAMES.indexOf(a.name) - FIELD_NAMES.indexOf(b.name));

  return {
    members,
    fields,
    refresh() {
      for (const member of members) member.refresh();
    },
    missing: () => missingElement(fields()),
    /** Gives the caret to the field after one, or before it. */
    step(field: CardField | undefined, direction: 1 | -1) {
      const open = fields().filter(({ input }) => !input.disabled);
      open[open.indexOf(field as CardField) + direction]?.input.focus();
    },
  };
}

export type Group = ReturnType<typeof createGroup>;

import type { WireError } from '../../../wire/index.js';
import { type CardField, FIELD_NAMES } from '../../input/field.js';
import { missingElement } from './missing-element.js';

/** One Element of a group, as the others see it. */
export interface Member {
  fields(): CardField[];
  /** Shows the Element anew: something in the group has changed, such as the number's brand. */
  refresh(): void;
}

/** The group of an Element that holds one field of a card. */
export interface Siblings {
  /** The shown fields of the whole group, in the order of a card. */
  fields(): CardField[];
  /** The card's number, where the group has it. */
  number(): string | undefined;
  /** The Element that a card cannot do without, where the group lacks it. */
  missing(): WireError | undefined;
  /** Has the other Elements show the group's state anew. */
  refresh(): void;
  /** Gives the caret to the field after this Element's, or before it; at once, so that no key is lost on the way. */
  step(direction: 1 | -1): void;
}

/** The fields of one card in Elements of their own, wherever those are. */
export function siblingFields(own: () => CardField[], others: () => Member[]): Siblings {
  const fields = () =>
    [...own(), ...others().flatMap((member) => member.fields())].sort(
      (a, b) => FIELD_NAMES.indexOf(a.name) - FIELD_NAMES.indexOf(b.name),
    );

  return {
    fields,
    number: () =>
      fields()
        .find(({ name }) => name === 'number')
        ?.raw(),
    missing: () => missingElement(fields()),
    refresh() {
      for (const member of others()) member.refresh();
    },
    step(direction) {
      const open = fields().filter(({ input }) => !input.disabled);
      open[open.indexOf(own()[0] as CardField) + direction]?.input.focus();
    },
  };
}

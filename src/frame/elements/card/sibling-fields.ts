import type { WireError } from '../../../wire/index.js';
import { type CardField, FIELD_NAMES } from '../../input/field.js';
import { missingElement } from './missing-element.js';

/** One Element of a group, as the others see it. */
export interface Member {
  fields(): CardField[];
  /** Shows the Element again, because something in the group has changed, such as the number's brand. */
  refresh(): void;
}

/** The group of an Element that holds one field of a card. */
export interface Siblings {
  /** The shown fields of the whole group, in the order of a card. */
  fields(): CardField[];
  /** The card's number, if the group has that field. */
  number(): string | undefined;
  /** The error for an Element that every card needs and the group lacks. */
  missing(): WireError | undefined;
  /** Makes the other Elements show the group's state again. */
  refresh(): void;
  /**
   * Moves the caret to the field after this Element's, or before it. It does so synchronously, so that no
   * keystroke is lost.
   */
  step(direction: 1 | -1): void;
}

/** Connects the fields of one card that are in separate Elements, wherever those are. */
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

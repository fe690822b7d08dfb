import type { WireError } from '../../../wire/index.js';
import { type CardField, FIELD_NAMES } from '../../input/field.js';
import type { Opening } from '../../runtime/serve-page.js';
import { isHidden, neighbours } from './group-frames.js';
import { missingElement } from './missing-element.js';

/** What a frame shows to the other frames of its group. */
interface Member {
  /** Whom it serves, see `identityOf`. */
  identity: string;
  fields(): CardField[];
  /** The group has changed: the number's brand, say. */
  refresh(): void;
}

declare global {
  interface Window {
    payframeField?: Member;
  }
}

export interface Siblings {
  /** The shown fields of the whole group, in the order of a card. */
  fields(): CardField[];
  /** The Element that a card cannot do without, where the group lacks it. */
  missing(): WireError | undefined;
  /** Has the other frames show the group's state anew. */
  refresh(): void;
  /** Gives the caret to the field after this document's, or before it; at once, so that no key is lost on the way. */
  step(direction: 1 | -1): void;
  /** Hands on what the browser filled into a field that this document does not show. */
  handOver(companion: CardField): void;
}

/**
 * Whom a frame serves: one group of one page, for one key and account. The name of a group is not enough, as script in
 * the page can learn it, and give it to a frame of its own.
 */
const identityOf = ({ group, key, account, pageOrigin }: Opening) =>
  JSON.stringify([group, key, account, pageOrigin]);

/** How often a frame that nobody can tell of another looks for others, in ms. */
const LOOK_MS = 200;

/**
 * Joins the frames of a group: fields of one card in frames of their own. They reach each other as documents of one
 * origin in one page do, so that no value goes through the page or by a channel that another tab could join.
 */
export function joinSiblings(opening: Opening, ownFields: () => CardField[], refresh: () => void): Siblings {
  const identity = identityOf(opening);
  self.payframeField = { identity, fields: ownFields, refresh };

  const others = () =>
    neighbours()
      .filter((other) => other !== self)
      .flatMap(({ payframeField }) => payframeField ?? [])
      .filter((member) => member.identity === identity);
  const fields = () =>
    [...ownFields(), ...others().flatMap((member) => member.fields())].sort(
      (a, b) => FIELD_NAMES.indexOf(a.name) - FIELD_NAMES.indexOf(b.name),
    );

  const refreshOthers = () => {
    for (const member of others()) member.refresh();
  };

  let known = 0;
  const look = () => {
    const { length } = others();
    if (length === known) return;
    known = length;
    refresh();
    refreshOthers();
  };
  if (isHidden()) setInterval(look, LOOK_MS);

  return {
    fields,
    missing: () => missingElement(fields()),
    refresh: refreshOthers,
    step(direction) {
      const open = fields().filter(({ input }) => !input.disabled);
      open[open.indexOf(ownFields()[0] as CardField) + direction]?.input.focus();
    },
    handOver(companion) {
      const text = companion.input.value;
      companion.clear();
      const field = fields().find(({ name }) => name === companion.name);
      if (field?.input.matches(':read-write')) field.fill(text);
    },
  };
}

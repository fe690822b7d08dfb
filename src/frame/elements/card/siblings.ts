import type { CardField } from '../../input/field.js';
import { identityOf, isHidden, neighbours } from '../../runtime/group-frames.js';
import type { Opening } from '../../runtime/serve-page.js';
import { type Member, type Siblings, siblingFields } from './sibling-fields.js';

declare global {
  interface Window {
    /**
     * This frame's Element, for the other frames of its group. `identity` says whom it serves, see
     * `identityOf`.
     */
    payframeField?: Member & { identity: string };
  }
}

export interface JoinedSiblings extends Siblings {
  /** Hands on the text that the browser filled into a field which this document does not show. */
  handOver(companion: CardField): void;
}

/** Interval at which a frame that no other can find looks for others, in ms. */
const LOOK_MS = 200;

/**
 * Joins the frames of a group, which show fields of one card. They reach each other as documents of one
 * origin in one page, so that no value goes through the page, or through a channel that another tab could
 * join.
 */
export function joinSiblings(
  opening: Opening,
  ownFields: () => CardField[],
  refresh: () => void,
): JoinedSiblings {
  const identity = identityOf(opening);
  self.payframeField = { identity, fields: ownFields, refresh };

  const others = () =>
    neighbours()
      .filter((other) => other !== self)
      .flatMap(({ payframeField }) => payframeField ?? [])
      .filter((member) => member.identity === identity);
  const siblings = siblingFields(ownFields, others);

  let known = 0;
  const look = () => {
    const { length } = others();
    if (length === known) return;
    known = length;
    refresh();
    siblings.refresh();
  };
  if (isHidden()) setInterval(look, LOOK_MS);

  return {
    ...siblings,
    handOver(companion) {
      const text = companion.input.value;
      companion.clear();
      const field = siblings.fields().find(({ name }) => name === companion.name);
      if (field?.input.matches(':read-write')) field.fill(text);
    },
  };
}

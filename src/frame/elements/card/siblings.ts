import type { CardField } from '../../input/field.js';
import type { Opening } from '../../runtime/serve-page.js';
import { isHidden, neighbours } from './group-frames.js';
import { type Member, type Siblings, siblingFields } from './sibling-fields.js';

declare global {
  interface Window {
    /** This frame's Element, for the other frames of its group; `identity` says whom it serves, see `identityOf`. */
    payframeField?: Member & { identity: string };
  }
}

export interface JoinedSiblings extends Siblings {
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

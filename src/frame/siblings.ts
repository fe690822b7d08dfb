import { type CardField, FIELD_NAMES } from './card-field.js';

/** What a frame shows to the other frames of its group: only a document of the same origin can read it. */
interface Member {
  group: string;
  fields(): CardField[];
  /** The group has changed: the number's brand, say. */
  refresh(): void;
}

declare global {
  interface Window {
    payframe?: Member;
  }
}

export interface Siblings {
  /** The shown fields of the whole group, in the order of a card. */
  fields(): CardField[];
  /** Has the other frames show the group's state anew. */
  refresh(): void;
}

/**
 * Joins the frames of a group: fields of one card in frames of their own. They reach each other as documents of one
 * origin in one page do, so that no value goes through the page or by a channel that another tab could join.
 */
export function joinSiblings(group: string, fields: () => CardField[], refresh: () => void): Siblings {
  self.payframe = { group, fields, refresh };

  function members(): Member[] {
    const windows = Array.from({ length: parent.length }, (_, index) => parent[index] as Window);
    return [self, ...windows.filter((other) => other !== self)]
      .map(memberOf)
      .filter((member) => member?.group === group) as Member[];
  }

  return {
    fields: () =>
      members()
        .flatMap((member) => member.fields())
        .sort((a, b) => FIELD_NAMES.indexOf(a.name) - FIELD_NAMES.indexOf(b.name)),
    refresh() {
      for (const member of members().slice(1)) member.refresh();
    },
  };
}

function memberOf(other: Window): Member | undefined {
  try {
    return other.payframe;
  } catch {
    return undefined; // A document of another origin: the browser does not let us look.
  }
}

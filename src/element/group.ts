import { IntegrationError } from '../page/errors.js';
import type { ElementsOptions, Payframe, PayframeElements } from '../page/index.js';
import { loadFromHost } from '../page/load-payframe.js';

/** Custom element as its group sees it. */
export interface Field {
  readonly localName: string;
  getAttribute(name: string): string | null;
  /** Begins to show the field. Does nothing if it has already begun. */
  begin(payframe: Payframe, elements: PayframeElements): void;
  end(): void;
  fail(error: unknown): void;
}

/** Fields of one card: they share one key and one group of Elements. */
export interface Group {
  join(field: Field): void;
  leave(field: Field): void;
  /** Returns the attribute of the first field that has it. */
  attribute(name: string): string | undefined;
  /** Loads again, because the key or the host has changed, or because loading has failed. */
  restart(): void;
  /** Applies a changed attribute of the whole group. Rejects if it is refused. */
  update(): Promise<void>;
  /**
   * Settles once the fields have begun, with the error if they have not; `undefined` if no field has a key.
   */
  readonly loading: Promise<unknown> | undefined;
}

/** Time that fields may wait for a key before a warning, in ms. */
const KEY_MS = 3_000;

/** Advice for a field without a key. */
export const NEEDS_KEY =
  'It, or another field of its form or group, needs the attributes publishable-key and host.';

const groups = new Map<unknown, Group>();

/** Returns the group at a place, which is a form, a name, or the root of a tree. */
export function groupAt(place: unknown): Group {
  const group = groups.get(place) ?? createGroup(() => groups.delete(place));
  groups.set(place, group);
  return group;
}

function createGroup(onEmpty: () => void): Group {
  const fields = new Set<Field>();
  let begun: { payframe: Payframe; elements: PayframeElements } | undefined;
  let loading: Promise<unknown> | undefined;
  let missing: ReturnType<typeof setTimeout> | undefined;

  function attribute(name: string): string | undefined {
    for (const field of fields) {
      const value = field.getAttribute(name);
      if (value !== null) return value;
    }
    return undefined;
  }

  const json = (name: string) => readJson(name, attribute(name) ?? 'null');

  const options = (): ElementsOptions => ({
    ...json('elements-options'),
    locale: attribute('locale') ?? 'auto',
    appearance: json('appearance'),
    fonts: json('fonts'),
    autoAdvance: attribute('auto-advance') !== undefined,
  });

  function start() {
    const key = attribute('publishable-key');
    if (loading) return;
    clearTimeout(missing);
    if (key === undefined) {
      missing = setTimeout(warnOfKey, KEY_MS);
      return;
    }
    const mine: Promise<unknown> = load(key).then(
      (loaded) => {
        if (mine !== loading || !loaded) return;
        begun = loaded;
        for (const field of fields) begin(field);
      },
      (error) => {
        if (mine === loading) for (const field of fields) field.fail(error);
        return error;
      },
    );
    loading = mine;
  }

  async function load(key: string) {
    const payframe = await loadFromHost(key, { host: attribute('host'), integrity: attribute('integrity') });
    return payframe && { payframe, elements: payframe.elements(options()) };
  }

  function begin(field: Field) {
    if (begun && fields.has(field)) field.begin(begun.payframe, begun.elements);
  }

  function restart() {
    for (const field of fields) field.end();
    begun = loading = undefined;
    start();
  }

  return {
    get loading() {
      return loading;
    },
    join(field) {
      fields.add(field);
      // Not synchronously, because code that swaps two fields may insert the new one before it removes the
      // old one.
      if (begun) queueMicrotask(() => begin(field));
      else start();
    },
    leave(field) {
      field.end();
      fields.delete(field);
      // Another field of its type can take its place.
      const others = [...fields].filter(({ localName }) => localName === field.localName);
      queueMicrotask(() => others.forEach(begin));
      if (fields.size) return;
      clearTimeout(missing);
      begun = loading = undefined;
      onEmpty();
    },
    attribute,
    restart,
    update: async () => begun?.elements.update(options()),
  };
}

const warnOfKey = () => console.warn(`Payframe: a field loads nothing without a key. ${NEEDS_KEY}`);

/**
 * Parses an attribute's JSON.
 *
 * @throws IntegrationError if the attribute's text is no JSON.
 */
// biome-ignore lint/suspicious/noExplicitAny: What is in it Payframe checks.
export function readJson(name: string, text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    throw new IntegrationError(`The attribute ${name} must hold JSON.`, 'invalid_option', name);
  }
}

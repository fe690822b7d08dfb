import type { Appearance, ElementsOptions } from '../page/index.js';
import { readJson } from './group.js';

/** Attributes as properties, for scripts and for frameworks that set properties. */
export interface FieldProperties<Options> {
  publishableKey: string;
  host: string;
  integrity: string;
  locale: string;
  appearance: Appearance | null;
  fonts: ElementsOptions['fonts'] | null;
  elementsOptions: ElementsOptions | null;
  autoAdvance: boolean;
  group: string;
  loadErrorText: string;
  retryText: string;
  options: Options | null;
  name: string;
  disabled: boolean;
}

/** Conversion between a property and its attribute's text; `null` and `undefined` stand for no attribute. */
interface Kind {
  read(text: string | null, attribute: string): unknown;
  write(value: unknown): unknown;
}

const TEXT: Kind = {
  read: (text) => text ?? '',
  write: (value) => value,
};
const FLAG: Kind = {
  read: (text) => text !== null,
  write: (value) => (value ? '' : null),
};
const DATA: Kind = {
  read: (text, attribute) => (text === null ? null : readJson(attribute, text)),
  // Some frameworks set the property to the attribute's text from the markup.
  write: (value) => (value && typeof value === 'object' ? JSON.stringify(value) : value),
};

const PROPERTIES: Record<keyof FieldProperties<unknown>, Kind> = {
  publishableKey: TEXT,
  host: TEXT,
  integrity: TEXT,
  locale: TEXT,
  appearance: DATA,
  fonts: DATA,
  elementsOptions: DATA,
  autoAdvance: FLAG,
  group: TEXT,
  loadErrorText: TEXT,
  retryText: TEXT,
  options: DATA,
  name: TEXT,
  disabled: FLAG,
};

/** Writes a name as HTML does, such as `autoAdvance` as `auto-advance`. */
export const dashed = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Defines the properties on a class. */
export function reflectProperties(prototype: Element): void {
  for (const [name, { read, write }] of Object.entries(PROPERTIES)) {
    const attribute = dashed(name);
    Object.defineProperty(prototype, name, {
      get(this: Element) {
        return read(this.getAttribute(attribute), attribute);
      },
      set(this: Element, value: unknown) {
        const text = write(value);
        if (text == null) this.removeAttribute(attribute);
        else this.setAttribute(attribute, `${text}`);
      },
      configurable: true,
      enumerable: true,
    });
  }
}

/**
 * Applies properties that were set on an element before its class was defined, and that now hide the class's
 * own properties.
 */
export function adoptProperties(element: Element): void {
  const own = element as unknown as Record<string, unknown>;
  for (const name of Object.keys(PROPERTIES)) {
    if (!Object.hasOwn(own, name)) continue;
    const value = own[name];
    delete own[name];
    own[name] = value;
  }
}

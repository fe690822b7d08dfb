import { ELEMENT_EVENTS, EVENTS_OF_OTHER_ELEMENTS } from '../../contract/element-events.js';
import { nameAdvice } from '../../contract/name-advice.js';
import { ELEMENT_OPTIONS, GROUP_OPTIONS, OPTIONS_OF_OTHER_ELEMENTS } from '../../contract/option-names.js';
import { PAYMENT_VALUES } from '../../contract/option-values.js';
import { isRecord, type Json, type JsonObject, type Tell } from '../../wire/index.js';

/** Greatest number of names that are reported, and greatest length of one. */
const MOST = 12;
const LONGEST = 40;
/** Deepest level of an option whose values are checked: that of a part of an address. */
const DEEPEST = 4;

/**
 * Tells a page which names it has misspelt, and which options of a Payment Element have a value that they do not take.
 *
 * @param title The key of the Element's title, which ends in its type.
 */
export function tellMisspelt(title: string, options: JsonObject, tell: Tell): void {
  const type = title.replace('title_', '');
  const lines = [...misspelt(type, options), ...(type === 'payment' ? wrongValues(options) : [])];
  if (lines.length) tell({ type: 'dropped', options: lines });
}

/**
 * Returns a line for each name that a page has misspelt: an option of the Element or of its group, or an event.
 *
 * @param type The Element's type.
 */
function misspelt(type: string, { elements, create, on }: JsonObject): string[] {
  const options: readonly string[] = Object.hasOwn(ELEMENT_OPTIONS, type)
    ? ELEMENT_OPTIONS[type as keyof typeof ELEMENT_OPTIONS]
    : textsIn(create);
  return [
    ...unknownIn(namesOf(elements), GROUP_OPTIONS, OPTIONS_OF_OTHER_ELEMENTS).map(
      (name) => `elements({ ${name} }): no such option. ${nameAdvice(name, GROUP_OPTIONS)}`,
    ),
    ...unknownIn(create, options).map(
      (name) => `create('${type}', { ${name} }): no such option. ${nameAdvice(name, options)}`,
    ),
    ...unknownIn(on, ELEMENT_EVENTS, EVENTS_OF_OTHER_ELEMENTS).map(
      (name) => `on('${name}'): no such event. ${nameAdvice(name, ELEMENT_EVENTS)}`,
    ),
  ].slice(0, MOST);
}

/** Returns a line for each option of a Payment Element with a value that it does not take. Such a value counts as none. */
function wrongValues({ create, ...options }: JsonObject): string[] {
  const found: string[] = [];
  const check = (path: string, value: Json | undefined, depth: number) => {
    const [, values] = PAYMENT_VALUES.find(([allowed]) => allowed.test(path)) ?? [];
    const right = value == null || !values || values.some((one) => one === value || one === typeof value);
    if (!right)
      found.push(`create('payment', { ${path.slice(0, 2 * LONGEST)} }): takes ${values.join(', ')}.`);
    if (!isRecord(value) || depth > DEEPEST) return;
    for (const [name, part] of Object.entries(value)) check(`${path}.${name}`, part as Json, depth + 1);
  };
  for (const name of textsIn(create)) check(`${name}`, options[`${name}`], 0);
  return found.slice(0, MOST);
}

const unknownIn = (given: Json | undefined, ...known: (readonly string[])[]) =>
  textsIn(given)
    .filter((name) => !known.flat().includes(name))
    .map((name) => name.slice(0, LONGEST));

/** Returns the names of a group's options. */
const namesOf = (given: Json | undefined) =>
  typeof given === 'object' && !Array.isArray(given) ? Object.keys(given ?? {}) : [];

const textsIn = (given: Json | undefined) =>
  (Array.isArray(given) ? given : []).filter((name) => typeof name === 'string');

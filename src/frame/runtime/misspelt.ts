import { ELEMENT_EVENTS, EVENTS_OF_OTHER_ELEMENTS } from '../../contract/element-events.js';
import { nameAdvice } from '../../contract/name-advice.js';
import { ELEMENT_OPTIONS, GROUP_OPTIONS, OPTIONS_OF_OTHER_ELEMENTS } from '../../contract/option-names.js';
import type { Json, JsonObject, Tell } from '../../wire/index.js';

/** Greatest number of names that are reported, and greatest length of one. */
const MOST = 12;
const LONGEST = 40;

/**
 * Tells a page which names it has misspelt.
 *
 * @param title The key of the Element's title, which ends in its type.
 */
export function tellMisspelt(title: string, options: JsonObject, tell: Tell): void {
  const lines = misspelt(title.replace('title_', ''), options);
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

const unknownIn = (given: Json | undefined, ...known: (readonly string[])[]) =>
  textsIn(given)
    .filter((name) => !known.flat().includes(name))
    .map((name) => name.slice(0, LONGEST));

/** Returns the names of a group's options. */
const namesOf = (given: Json | undefined) =>
  typeof given === 'object' && !Array.isArray(given) ? Object.keys(given ?? {}) : [];

const textsIn = (given: Json | undefined) =>
  (Array.isArray(given) ? given : []).filter((name) => typeof name === 'string');

import { ELEMENT_EVENTS, EVENTS_OF_OTHER_ELEMENTS, WALLET_EVENTS } from '../../contract/element-events.js';
import { nameAdvice } from '../../contract/name-advice.js';
import { ELEMENT_OPTIONS, GROUP_OPTIONS, OPTIONS_OF_OTHER_ELEMENTS } from '../../contract/option-names.js';
import {
  GROUP_VALUES,
  PAYMENT_VALUES,
  type WrongValue,
  wrongValuesIn,
} from '../../contract/option-values.js';
import { isRecord, type Json, type JsonObject, type Tell, type WireError } from '../../wire/index.js';

/** Greatest number of names that are reported, and greatest length of one. */
const MOST = 12;
const LONGEST = 40;

/** The error for a wrong value that each page was told last. */
const told = new WeakMap<Tell, string>();

/**
 * Tells a page which names it has misspelt, and which options of a Payment Element have a value that they do not take.
 *
 * @param title The key of the Element's title, which ends in its type.
 */
export function tellMisspelt(title: string, options: JsonObject, tell: Tell): void {
  const type = title.replace('title_', '');
  tellLines(misspelt(type, options), tell);
  if (type === 'payment') tellWrongValues(options, tell);
}

/** Tells a page which options of a Payment Element, and of its group, have a value that they do not take. */
export function tellWrongValues(options: JsonObject, tell: Tell): void {
  const { group, element } = wrongOptions(options);
  tellLines(
    [
      ...linesOf(group, (path) => `elements({ ${path} })`),
      ...linesOf(element, (path) => `create('payment', { ${path} })`),
    ],
    tell,
  );
  const error = wrongOptionError(options);
  // An update tells the other options again.
  if (error && error.message !== told.get(tell))
    tell({ type: 'event', name: 'loaderror', details: { error: { name: 'IntegrationError', ...error } } });
  told.set(tell, error?.message ?? '');
}

function tellLines(lines: string[], tell: Tell): void {
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
  // The page's script makes the Element of a payment request.
  if (textsIn(create).includes('paymentRequest')) return [];
  return [
    ...unknownIn(namesOf(elements), GROUP_OPTIONS, OPTIONS_OF_OTHER_ELEMENTS).map(
      (name) => `elements({ ${name} }): no such option. ${nameAdvice(name, GROUP_OPTIONS)}`,
    ),
    ...unknownIn(create, options).map(
      (name) => `create('${type}', { ${name} }): no such option. ${nameAdvice(name, options)}`,
    ),
    ...unknownIn(on, ELEMENT_EVENTS, WALLET_EVENTS, EVENTS_OF_OTHER_ELEMENTS).map(
      (name) => `on('${name}'): no such event. ${nameAdvice(name, ELEMENT_EVENTS)}`,
    ),
  ].slice(0, MOST);
}

/** Returns the options of a Payment Element and of its group that have a value which they do not take. */
function wrongOptions({
  create,
  elements,
  ...options
}: JsonObject): Record<'group' | 'element', WrongValue[]> {
  const names = Array.isArray(create) ? create.map(String) : [];
  const own = names.flatMap((name) => (Object.hasOwn(options, name) ? [[name, options[name]]] : []));
  return {
    group: isRecord(elements) ? wrongValuesIn(elements, GROUP_VALUES) : [],
    element: wrongValuesIn(Object.fromEntries(own), PAYMENT_VALUES),
  };
}

/**
 * Returns the error for the first option with a value that it does not take, in the words of the page's script. That checks
 * the options that shops write most; it has no room for all.
 */
export function wrongOptionError(options: JsonObject): WireError | undefined {
  const { group, element } = wrongOptions(options);
  const [first] = [...group, ...element];
  return (
    first && {
      type: 'invalid_request_error',
      code: 'invalid_option',
      param: first.path,
      message: `options.${first.path} must be ${first.takes.join('|')}, not ${first.given}.`,
    }
  );
}

/** Returns a line for each option with a value that it does not take. Such a value counts as none. */
const linesOf = (wrong: WrongValue[], placeOf: (path: string) => string) =>
  wrong.slice(0, MOST).map(({ path, takes }) => `${placeOf(path)}: takes ${takes.join(', ')}.`);

const unknownIn = (given: Json | undefined, ...known: (readonly string[])[]) =>
  textsIn(given)
    .filter((name) => !known.flat().includes(name))
    .map((name) => name.slice(0, LONGEST));

/** Returns the names of a group's options. */
const namesOf = (given: Json | undefined) =>
  typeof given === 'object' && !Array.isArray(given) ? Object.keys(given ?? {}) : [];

const textsIn = (given: Json | undefined) =>
  (Array.isArray(given) ? given : []).filter((name) => typeof name === 'string');

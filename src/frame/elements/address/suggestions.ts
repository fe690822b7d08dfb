import { isRecord, type JsonObject } from '../../../wire/index.js';
import { formBody } from '../../api/form-body.js';
import { type ApiAccess, headersOf } from '../../api/headers.js';
import { readText } from '../../api/read-text.js';
import { createNode } from '../../form/nodes.js';
import { label_suggestions } from '../../language/locales/en.json';
import { learn, text } from '../../language/texts.js';
import { writeAttribute } from '../../runtime/write.js';

learn({ label_suggestions });

/** Fewest characters that are worth a question, and how long a person has to pause before it is asked, in ms. */
const SHORTEST = 3;
const PAUSE_MS = 250;
const MOST = 5;

interface Surroundings {
  /** The input of the street. */
  input: HTMLInputElement;
  access: ApiAccess;
  country(): string;
  isOn(): boolean;
  onChoose(address: JsonObject): void;
}

/**
 * Suggests addresses below the street while a person types it, as its host has them. A host without a provider has none, and no
 * one else is asked.
 */
export function createSuggestions({ input, access, country, isOn, onChoose }: Surroundings): void {
  const list = createNode('ul', 'suggestions');
  list.id = 'suggestions';
  list.setAttribute('role', 'listbox');
  let found: JsonObject[] = [];
  let active = -1;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  function show(addresses: JsonObject[]) {
    found = addresses;
    list.setAttribute('aria-label', text('label_suggestions'));
    list.replaceChildren(...found.map(optionOf));
    list.hidden = found.length === 0;
    writeAttribute(input, 'aria-expanded', `${!list.hidden}`);
    mark(-1);
  }

  function optionOf(address: JsonObject, index: number): HTMLElement {
    const option = createNode('li');
    option.id = `suggestion-${index}`;
    option.setAttribute('role', 'option');
    option.textContent = lineOf(address);
    // The input keeps the focus.
    option.addEventListener('mousedown', (event) => event.preventDefault());
    option.addEventListener('click', () => choose(index));
    return option;
  }

  function mark(index: number) {
    active = index;
    for (const [at, option] of [...list.children].entries())
      option.setAttribute('aria-selected', `${at === index}`);
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `suggestion-${index}`);
  }

  function close() {
    clearTimeout(pause);
    asked?.abort();
    show([]);
  }

  function choose(index: number) {
    const address = found[index];
    close();
    if (address) onChoose(address);
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    const addresses = await fetchSuggestions(input.value, country(), access, signal);
    if (!signal.aborted && input === document.activeElement) show(addresses);
  }

  function onKey(event: KeyboardEvent) {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const closes = event.key === 'Escape' || (event.key === 'Enter' && active >= 0);
    if (!step && !closes) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) mark((active + step + found.length) % found.length);
    else if (event.key === 'Enter') choose(active);
    else close();
  }

  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-controls': list.id,
  }))
    input.setAttribute(name, value);
  input.after(list);
  show([]);
  input.addEventListener('keydown', onKey);
  input.addEventListener('blur', close);
  input.addEventListener('input', later);
  later();

  function later() {
    clearTimeout(pause);
    if (isOn() && input.value.trim().length >= SHORTEST) pause = setTimeout(ask, PAUSE_MS);
    else close();
  }
}

/** Asks the host. One that has no answer suggests nothing. */
async function fetchSuggestions(
  query: string,
  country: string,
  access: ApiAccess,
  signal: AbortSignal,
): Promise<JsonObject[]> {
  try {
    const response = await fetch('/v1/elements/address_suggestions', {
      method: 'POST',
      body: formBody({ query, country }),
      headers: headersOf(access),
      signal,
      credentials: 'same-origin',
      redirect: 'error',
    });
    const answer: unknown = JSON.parse(await readText(response));
    const data = isRecord(answer) && Array.isArray(answer.data) ? answer.data : [];
    return data.filter((address): address is JsonObject => isRecord(address)).slice(0, MOST);
  } catch {
    return [];
  }
}

const lineOf = ({ line1, city, state, postal_code }: JsonObject): string =>
  [line1, city, `${state ?? ''} ${postal_code ?? ''}`.trim()].filter(Boolean).join(', ');

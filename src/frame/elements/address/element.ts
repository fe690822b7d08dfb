import type { ElementDetails, ElementState, JsonObject, Tell } from '../../../wire/index.js';
import { type Answer, notHere } from '../../api/answer.js';
import { createCheckbox } from '../../form/checkbox.js';
import { createNode } from '../../form/nodes.js';
import { placeNodes } from '../../form/place-nodes.js';
import { fieldError } from '../../input/field-state.js';
import type { StagedElement } from '../../runtime/define-element.js';
import { followParts, type GroupPart, sharePart } from '../../runtime/group-parts.js';
import type { Opening } from '../../runtime/serve-page.js';
import type { Contacts } from './contacts.js';
import { type AddressValue, createAddressForm } from './form.js';
import { readOptions, type SavedContact } from './options.js';
import './texts.js';

/** An Address Element in its document. */
export interface AddressElement extends StagedElement {
  showTexts(): void;
}

/** Ways to the other Elements of the group; by default, through the frames beside this one. */
export interface AddressGroup {
  share: typeof sharePart;
  follow: typeof followParts;
}

/** Creates an Address Element in a node of a document. */
export function address(
  root: HTMLElement,
  { share, follow }: AddressGroup = { share: sharePart, follow: followParts },
): AddressElement {
  let options = readOptions({});
  /** Which of two Address Elements of a group has the box that says that both addresses are the same. */
  let boxIsIn = 'billing';
  let isFilled = false;
  let tell: Tell = () => {};
  let tellGroup = () => {};
  let parts: () => GroupPart[] = () => [];
  /** The state that the page and the group know; the page is told nothing before `start`. */
  let lastState = '';
  let isStarted = false;

  const form = createAddressForm(() => options, changed);
  let suggesting = false;
  let opened: Opening | undefined;
  /** The list of saved addresses, once the page has given some. */
  let contacts: Contacts | undefined;
  const box = createCheckbox('label_same_address', changed);
  const panel = createNode('div', 'panel');

  /** Returns the group's other Address Element. */
  const otherAddress = () =>
    parts().find((part) => (options.mode === 'billing' ? part.shipping : part.asks('address.country')));

  /** Returns the other Address Element while this one has its address. */
  const source = () => (boxIsIn === options.mode && box.isTicked() ? otherAddress() : undefined);

  const fields = (): ReturnType<GroupPart['fields']> =>
    source()?.fields() ?? form.shown().map(({ field }) => ({ ...field, reveal: () => reveal() }));

  function value(): AddressValue {
    const other = source();
    return other ? wholeOf((other.shipping ?? other.billing)?.() ?? {}) : form.value();
  }

  function state(): ElementState & ElementDetails['address'] {
    const isSame = !!source();
    const code = isSame
      ? undefined
      : form
          .shown()
          .map(({ field }) => field.shownError())
          .find(Boolean);
    return {
      empty: isSame ? !value().name && !value().address.line1 : form.isEmpty(),
      complete: (isSame || !form.isLoading()) && fields().every((field) => !field.error()),
      error: code && fieldError(code),
      elementMode: options.mode,
      isNewAddress: !contacts?.isChosen(),
      value: value(),
    };
  }

  function changed() {
    placeNodes(panel, isOpen() ? form.shown().map(({ node }) => node) : []);
    form.show();
    box.node.hidden = boxIsIn !== options.mode || !otherAddress();
    panel.hidden = !isOpen();
    if (contacts) contacts.node.hidden = !!source() || !contacts.hasSome();
    report();
  }

  /** Returns whether a person sees the fields. */
  const isOpen = () => !source() && (contacts?.isOpen() ?? true);

  function report() {
    const now = state();
    const written = JSON.stringify(now);
    if (written === lastState) return;
    lastState = written;
    if (isStarted) tell({ type: 'change', state: now });
    tellGroup();
  }

  /** Shows all errors, in the form too where a saved address has some. */
  function reveal() {
    for (const { field } of form.shown()) field.reveal();
    if (contacts && !contacts.isOpen() && fields().some((field) => field.error())) contacts.edit();
    changed();
  }

  /** Returns what is typed, complete or not, and shows what is missing. */
  function validate({ format }: JsonObject): Answer {
    for (const field of source()?.fields() ?? []) field.reveal();
    reveal();
    const { complete, isNewAddress } = state();
    const typed = value();
    const shown = format === 'localized' && !source();
    return {
      value: {
        complete,
        isNewAddress,
        value: shown ? { ...typed, address: { ...typed.address, state: form.localState() } } : typed,
      },
    };
  }

  const first = () =>
    (isOpen()
      ? form.shown()[0]?.field.input
      : root.querySelector('input:checked, input')) as HTMLInputElement;

  /** Suggests addresses, where the page wants that. */
  async function suggest(access: Opening) {
    if (!options.suggests || suggesting) return;
    suggesting = true;
    const loaded = await import('./suggestions.js').catch(() => undefined);
    suggesting = !!loaded;
    loaded?.createSuggestions({
      input: form.street,
      access,
      country: form.country,
      isOn: () => options.suggests,
      onChoose(suggested) {
        form.fillAddress(suggested);
        changed();
      },
    });
  }

  /** Offers the saved addresses whose country can be chosen. */
  async function offerContacts() {
    const list = options.contacts.filter(({ address: { country } }) => isAllowed(`${country}`));
    if (!list[0] && !contacts) return;
    const loaded = await import('./contacts.js').catch(() => undefined);
    contacts ??= loaded?.createContacts(choose, edit);
    if (contacts && !contacts.node.isConnected) panel.before(contacts.node);
    contacts?.offer(list);
  }

  function choose(contact: SavedContact | undefined) {
    form.fill(contact ?? {});
    changed();
  }

  function edit() {
    changed();
    first().focus();
  }

  root.append(box.node, panel);

  return {
    open(opening, toPage) {
      tell = toPage;
      opened = opening;
      const { mode } = readOptions(opening.options);
      parts = follow(opening, changed);
      tellGroup = share(opening, {
        asks: (path) => mode === 'billing' && (/^(?:name|address\b)/.test(path) || asksPhone(path)),
        ready: form.ready,
        fields,
        describe: fieldError,
        [mode]: () => withoutEmpty(value()),
      });
    },
    update(given) {
      options = readOptions(given);
      boxIsIn = `${given.syncAddressCheckbox ?? 'billing'}`;
      form.offerCountries();
      if (!isFilled) begin();
      changed();
      void offerContacts();
      if (isStarted && opened) void suggest(opened);
    },
    start() {
      isStarted = true;
      lastState = '';
      if (!state().empty) changed();
      lastState = JSON.stringify(state());
      void form.ready();
      if (opened) void suggest(opened);
    },
    show: changed,
    showTexts() {
      box.showText();
      form.showTexts();
      contacts?.showTexts();
      changed();
    },
    first,
    clear() {
      form.fill({});
      changed();
    },
    async call(message) {
      if (message.method === 'prepare') return { value: {} };
      if (message.method !== 'validate') return notHere();
      await form.ready();
      return validate(message.params);
    },
  };

  function begin() {
    isFilled = true;
    form.fill(options.defaults);
    box.tick(Object.keys(options.defaults).length === 0 && options.contacts.length === 0);
  }

  function asksPhone(path: string): boolean {
    return path === 'phone' && options.phone !== 'hidden';
  }

  function isAllowed(country: string): boolean {
    return options.countries?.includes(country) ?? true;
  }
}

/** Returns what is not empty, as a request takes it. */
function withoutEmpty({ name, phone, address }: AddressValue): JsonObject {
  const filled = Object.entries(address).filter(([, part]) => part);
  return { ...(name && { name }), ...(phone && { phone }), address: Object.fromEntries(filled) };
}

/** Returns the public value of what another Element of the group has. */
const wholeOf = ({ name, address }: JsonObject): AddressValue => ({
  name: `${name ?? ''}`,
  address: {
    line1: '',
    line2: null,
    city: '',
    state: '',
    postal_code: '',
    country: '',
    ...(address as JsonObject),
  },
});

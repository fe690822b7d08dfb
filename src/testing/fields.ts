import { nameAdvice } from '../contract/name-advice.js';
import { ELEMENTS } from '../wire/index.js';

/** Texts to type into a card's fields. A field that is left out stays as it is. */
export interface CardEntry {
  number?: string;
  /** `12/34`, `1234` or `12 / 2034`. */
  expiry?: string;
  cvc?: string;
  postalCode?: string;
}

/** Numbers to type into the Element of an Australian bank account. A field that is left out stays as it is. */
export interface AuBankAccountEntry {
  /** `000-000`, or without the dash. */
  bsb?: string;
  account?: string;
}

/** What to type into an Address Element, and to choose there by its name or its value. A field that is left out stays as it is. */
export interface AddressEntry {
  name?: string;
  /** Of a form that asks for the parts of a name. */
  firstName?: string;
  lastName?: string;
  /** ISO 3166-1 alpha-2, or the name that the form shows. */
  country?: string;
  line1?: string;
  line2?: string;
  city?: string;
  state?: string;
  postal_code?: string;
  phone?: string;
}

/** The names of the fields of an Address Element, the country first, because it decides which others there are. */
const ADDRESS_FIELDS: Record<keyof AddressEntry, string> = {
  country: 'address.country',
  name: 'name',
  firstName: 'firstName',
  lastName: 'lastName',
  line1: 'address.line1',
  line2: 'address.line2',
  city: 'address.city',
  state: 'address.state',
  postal_code: 'address.postal_code',
  phone: 'phone',
};

/** Returns the selector of a field of an Address Element. A company's name is a name. */
export const addressField = (name: keyof AddressEntry): string =>
  name === 'name' ? ':is([name="name"],[name="organization"])' : `[name="${ADDRESS_FIELDS[name]}"]`;

/**
 * Returns the texts for an Address Element by the names of their fields, in the order in which they are filled in.
 *
 * @throws TypeError for a name that no field has.
 */
export function addressTexts(entry: AddressEntry): [name: keyof AddressEntry, text: string][] {
  const names = Object.keys(ADDRESS_FIELDS) as (keyof AddressEntry)[];
  const unknown = Object.keys(entry).find((name) => !Object.hasOwn(ADDRESS_FIELDS, name));
  if (unknown !== undefined)
    throw new TypeError(`fillAddress knows no field ${unknown}. ${nameAdvice(unknown, names)}`);
  return names.flatMap((name) => (entry[name] === undefined ? [] : [[name, entry[name]]]));
}

export type FieldName = keyof CardEntry;

/** Card as a person sees it. Fields that are not shown are left out. */
export interface ShownCard extends CardEntry {
  /** The error that the fields show; empty if there is none. */
  error: string;
}

/**
 * Autocomplete values that identify the fields in every language, in the order in which a person fills the
 * fields.
 */
export const AUTOCOMPLETE: Record<FieldName, string> = {
  number: 'cc-number',
  expiry: 'cc-exp',
  cvc: 'cc-csc',
  postalCode: 'postal-code',
};
export const FIELD_NAMES = Object.keys(AUTOCOMPLETE) as FieldName[];

/**
 * Checks the names of a card's fields, because a text for a misspelt field would not be typed.
 *
 * @throws TypeError for a name that no field has.
 */
export function requireFields(helper: string, names: string[]): void {
  const unknown = names.find((name) => !Object.hasOwn(AUTOCOMPLETE, name));
  if (unknown !== undefined)
    throw new TypeError(`${helper} knows no field ${unknown}. ${nameAdvice(unknown, FIELD_NAMES)}`);
}

/** Elements that hold one field each. */
const ELEMENT_OF: Record<FieldName, keyof typeof ELEMENTS> = {
  number: 'cardNumber',
  expiry: 'cardExpiry',
  cvc: 'cardCvc',
  postalCode: 'postalCode',
};

/** Returns the selector of the frame at a path. The folder of its document may be that of one build. */
function frameOf(path: string) {
  const [file, field] = path.split(/(?=#)/);
  return `iframe[src*="/frame/v1/"][src$="/${file}"]${field ? `[name="${field}"]` : ':not([name])'}`;
}
/** Selectors of the frames. The selector of a field also matches the whole card. */
export const FRAMES = {
  card: `iframe[src*="/frame/v1/"][src$="/${ELEMENTS.card.path}"]`,
  field: (name: FieldName) => `${frameOf(ELEMENTS.card.path)},${frameOf(ELEMENTS[ELEMENT_OF[name]].path)}`,
  iban: frameOf(ELEMENTS.iban.path),
  email: frameOf(ELEMENTS.linkAuthentication.path),
  auBankAccount: frameOf(ELEMENTS.auBankAccount.path),
  address: frameOf(ELEMENTS.address.path),
  payment: frameOf('payment.html'),
  checkout: frameOf('checkout.html'),
  expressCheckout: frameOf(ELEMENTS.expressCheckout.path),
  challenge: frameOf('challenge.html'),
};

/** Access to one field, wherever it is. */
export interface FieldDriver {
  isShown(): Promise<boolean>;
  /** Types key by key, and replaces the old text. */
  type(text: string): Promise<void>;
  /** Reads the text that the field shows. */
  read(): Promise<string>;
  /** Reads the error that the field shows. */
  error(): Promise<string>;
}

/** Texts to type or to choose, by the label of each field; `true` and `false` tick a checkbox or not. */
export type MethodEntry = Record<string, string | boolean>;

/** What a test answers at the sandbox's bank: the value of the button that it presses. */
export type BankAnswer = 'complete' | 'fail';

/** Selector of a button of the bank, on any of its pages. */
export const bankButton = (answer: BankAnswer): string => `button[name="outcome"][value="${answer}"]`;

/** Selectors of the parts of a Payment Element, whatever its layout. */
export const METHOD = {
  panels: '[id^="panel-"]',
  panel: (type: string) => `#panel-${type}`,
  /** What opens a method: the radio button of a row in an accordion, or a tab. */
  control: (type: string) => `input[type="radio"][value="${type}"],#tab-${type}`,
  /** What a person presses for that. */
  row: (type: string) => `label:has(> input[type="radio"][value="${type}"]),#tab-${type}`,
  /** The list of the methods for which a line of tabs has no room. */
  listed: (type: string) => `#tab-others:has(option[value="${type}"])`,
  /** What a customer with saved methods presses to pay by a new one. */
  another: '.saved label:has(> input[value=""])',
  /** Shows the rows that an accordion does not show at first. */
  more: 'button.more',
};

/**
 * Returns the error for a method that the Payment Element does not have.
 *
 * @param panels Ids of the panels that it has.
 */
export const notOffered = (type: string, panels: string[]): Error => {
  const offered = panels.map((id) => id.replace('panel-', ''));
  return new Error(`The Payment Element does not offer ${type}. ${nameAdvice(type, offered)}`);
};

/** Access to a Payment Element. */
export interface PaymentDriver {
  /** Opens a method. */
  open(type: string): Promise<void>;
  /** Fills the field of the open method that has this label. */
  fill(type: string, label: string, value: string | boolean): Promise<void>;
}

/** What a customer tells and types in the page of a Checkout Session. A field that is left out stays as it is. */
export interface CheckoutEntry {
  /** By default `jenny.rosen@example.com`, where the page has no email yet. */
  email?: string;
  phone?: string;
  /** A card. By default a Visa that pays, unless `method` is given, or the page asks for none. */
  card?: CardEntry;
  /** Type of another payment method, and the texts of its fields by their labels, as `payByMethod` takes them. */
  method?: string;
  fields?: MethodEntry;
  shipping?: CheckoutAddress;
  billing?: CheckoutAddress;
  /** Values of the session's `custom_fields`, by their keys. */
  custom?: Record<string, string>;
  /** Whether the terms of service are agreed to, where the page asks. Default `true`. */
  terms?: boolean;
}

export interface CheckoutAddress {
  name?: string;
  /** Two letters, such as `DE`. */
  country?: string;
  line1?: string;
  line2?: string;
  postalCode?: string;
  city?: string;
  state?: string;
}

/** The card that a customer pays with where a test names nothing. */
export const USUAL_CARD: CardEntry = {
  number: ['4242', '4242', '4242', '4242'].join(''),
  expiry: '12/40',
  cvc: '123',
  postalCode: '94103',
};

/** The email that a customer pays with where a test names none. */
export const USUAL_EMAIL = 'jenny.rosen@example.com';

/** The error for a field that the page of a session does not have. */
export const noPart = (part: string): Error =>
  new Error(`This page of a Checkout Session has no field for ${part}, as it says in data-testid.`);

/** Returns what is filled into the page of a session, by the names of its parts, in the order in which a customer does it. */
export function partsOf(entry: CheckoutEntry): [part: string, value: string][] {
  const { email, phone, shipping, billing, custom = {} } = entry;
  const of = (section: string, address: CheckoutAddress = {}) =>
    ADDRESS_PARTS.map(([name, part]) => [`${section}-${part}`, address[name]]);
  const values = [
    ['email', email],
    ['phone', phone],
    ...of('shipping', shipping),
    ...of('billing', billing),
    ...Object.entries(custom).map(([key, value]) => [`field-${key}`, value]),
  ];
  return values.filter((one): one is [string, string] => one[1] !== undefined);
}

const ADDRESS_PARTS: [keyof CheckoutAddress, string][] = [
  ['name', 'name'],
  ['country', 'country'],
  ['line1', 'line1'],
  ['line2', 'line2'],
  ['postalCode', 'postal-code'],
  ['city', 'city'],
  ['state', 'state'],
];

/** Selector of a part of the page of a session, whatever language it has. */
export const checkoutPart = (name: string): string => `[data-testid="checkout-${name}"]`;

/** What a shopper chooses in a wallet. What is left out stays as it is at first. */
export interface WalletEntry {
  /** Number of a test card. */
  card?: string;
  /** Name of a person of the wallet, such as `Chris Miller`. */
  contact?: string;
  /** Name of the person to ship to. */
  shipTo?: string;
  /** Id of a shipping rate. */
  rate?: string;
}

/** Selectors of the parts of the simulated wallet. */
export const WALLET = {
  button: (type: string) => `button[data-wallet="${type}"]`,
  sheet: '.sheet[aria-busy="false"]',
  choice: { card: '#card', contact: '#contact', shipTo: '#ship-to' },
  rate: (id: string) => `input[name="rate"][value=${JSON.stringify(id)}]`,
  pay: '.pay',
  cancel: '.cancel',
};

/** Returns the steps of a visit to a wallet, in the order in which a shopper takes them. */
export const walletSteps = ({ contact, shipTo, rate, card }: WalletEntry): [string, string | true][] =>
  [
    [WALLET.choice.contact, contact],
    [WALLET.choice.shipTo, shipTo],
    [WALLET.rate(`${rate}`), rate === undefined ? undefined : true],
    [WALLET.choice.card, card?.replaceAll(' ', '')],
  ].filter((step): step is [string, string | true] => step[1] !== undefined);

/** Access to the wallets of an Express Checkout Element. */
export interface WalletDriver {
  /** Clicks a wallet's button, and waits until its sheet is there. */
  open(type: string): Promise<void>;
  /** Chooses something in the sheet; with `true`, a radio button. */
  choose(selector: string, value: string | true): Promise<void>;
  press(selector: string): Promise<void>;
}

/** Access to the fields of the Elements in a page. */
export interface Driver {
  field(name: FieldName): FieldDriver;
  iban(): FieldDriver;
  email(): FieldDriver;
  auBankAccount(name: keyof AuBankAccountEntry): FieldDriver;
  /** Types into a field of an Address Element, or chooses there. */
  fillAddress(name: keyof AddressEntry, text: string): Promise<void>;
  payment: PaymentDriver;
  wallet: WalletDriver;
  /** Answers the bank, and waits until its page is gone. */
  answerBank(answer: BankAnswer): Promise<void>;
  /** Finds the page of a Checkout Session, by itself or embedded in a shop's page. */
  openCheckout(): Promise<CheckoutDriver>;
}

/** Access to the page of a Checkout Session. */
export interface CheckoutDriver {
  payment: PaymentDriver;
  /** Tells whether it has a part that can be filled. */
  has(part: string): Promise<boolean>;
  read(part: string): Promise<string>;
  fill(part: string, value: string | boolean): Promise<void>;
  /** Fills a field of the open card form, where that has it. */
  fillCard(name: FieldName, text: string): Promise<void>;
  pay(): Promise<void>;
}

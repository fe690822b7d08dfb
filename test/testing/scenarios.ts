/** What the double and the real SDK have to agree on: each is run against both. */
import type { CardEntry, MethodEntry } from '../../src/testing/fields.js';

export interface Scenario {
  name: string;
  /** Which Elements the page has. Default `card`. */
  elements?: 'card' | 'split' | 'iban' | 'payment';
  card?: CardEntry;
  iban?: string;
  /** The method that is opened in a Payment Element, and what is typed there. */
  payment?: { type: string; currency: string; entry: MethodEntry };
  /** The method that is called once the fields are filled, with an Element's name for the Element. */
  method:
    | 'createPaymentMethod'
    | 'createToken'
    | 'submit'
    | 'confirmPayment'
    | `confirm${'Card' | 'SepaDebit'}${'Payment' | 'Setup'}`;
  /** The type of a token whose data the page has itself. */
  tokenType?: 'account' | 'bank_account' | 'person' | 'pii';
  data?: Record<string, unknown>;
  options?: Record<string, unknown>;
  /** What the cardholder does at their bank. */
  authentication?: 'succeeded' | 'failed';
}

/** Put together here, so that no source text that reaches a page holds a number. */
export const number = (...groups: string[]) => groups.join('');
export const numbers = {
  visa: number('4242', '4242', '4242', '4242'),
  amex: number('3782', '822463', '10005'),
  coBadged: number('4000', '0025', '0000', '1001'),
  wrong: number('4242', '4242', '4242', '4241'),
  live: number('4916', '3385', '0608', '2832'),
  declined: number('4000', '0000', '0000', '9995'),
  challenged: number('4000', '0000', '0000', '3220'),
  challengedThenDeclined: number('4000', '0084', '0000', '1629'),
  blocked: number('4100', '0000', '0000', '0019'),
  savesOnly: number('4000', '0000', '0000', '0341'),
};
export const testIban = number('DE89', '3704', '0044', '0532', '0130', '00');

export const whole = (cardNumber: string): CardEntry => ({
  number: cardNumber,
  expiry: '12/40',
  cvc: cardNumber === numbers.amex ? '1234' : '123',
  postalCode: '94110',
});

const holder = { billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' } };

const cardIn = (cardNumber: string): MethodEntry => ({
  'Card number': cardNumber,
  'Expiration date': '12/40',
  'Security code': '123',
  'Country or region': 'Germany',
});

const debtor = { 'Full name': 'Jenny Rosen', Email: 'jenny@example.com' };

const PAYMENTS: [name: string, type: string, currency: string, entry: MethodEntry][] = [
  ['a card', 'card', 'eur', cardIn(numbers.visa)],
  ['a card that is declined', 'card', 'eur', cardIn(numbers.declined)],
  ['a card that is not whole', 'card', 'eur', { 'Card number': '4242' }],
  ['a BLIK code', 'blik', 'pln', { 'BLIK code': '777123' }],
  [
    'an Australian account',
    'au_becs_debit',
    'aud',
    { 'BSB number': '000000', 'Account number': number('0001', '23456'), ...debtor },
  ],
  [
    'an account that is no test account',
    'au_becs_debit',
    'aud',
    { 'BSB number': '000000', 'Account number': number('8765', '43219'), ...debtor },
  ],
  [
    'a US account by its numbers',
    'us_bank_account',
    'usd',
    {
      'Connect your bank account': 'by_hand',
      'Routing number': '110000000',
      'Account number': number('0001', '2345', '6789'),
      'Confirm account number': number('0001', '2345', '6789'),
      'Full name': 'Jenny Rosen',
    },
  ],
];

export const scenarios: Scenario[] = [
  {
    name: 'a payment method of a card',
    card: whole(numbers.visa),
    method: 'createPaymentMethod',
    data: holder,
  },
  { name: 'a card with four digits behind', card: whole(numbers.amex), method: 'createPaymentMethod' },
  {
    name: 'a token of a co-badged card',
    card: whole(numbers.coBadged),
    method: 'createToken',
    data: { name: 'J' },
  },
  {
    name: 'the token of an account, whose data the page has itself',
    method: 'createToken',
    tokenType: 'account',
    data: { business_type: 'individual', individual: { first_name: 'Jenny' } },
  },
  {
    name: 'the token of a person',
    method: 'createToken',
    tokenType: 'person',
    data: { first_name: 'Jenny', dob: { day: 1, month: 1, year: 1901 } },
  },
  {
    name: 'the token of the number of an id',
    method: 'createToken',
    tokenType: 'pii',
    data: { personal_id_number: number('000', '000', '000') },
  },
  {
    name: 'the token of a bank account',
    method: 'createToken',
    tokenType: 'bank_account',
    data: {
      country: 'US',
      currency: 'usd',
      routing_number: '110000000',
      account_number: number('0001', '2345', '6789'),
      account_holder_name: 'Jenny Rosen',
      account_holder_type: 'individual',
    },
  },
  { name: 'a wrong number', card: whole(numbers.wrong), method: 'createToken' },
  { name: 'a card that is not whole', card: { number: '4242', expiry: '1' }, method: 'createToken' },
  {
    name: 'an expiry date that is over',
    card: { ...whole(numbers.visa), expiry: '01/20' },
    method: 'submit',
  },
  { name: 'a number that is no test card', card: whole(numbers.live), method: 'createPaymentMethod' },
  { name: 'split fields', elements: 'split', card: whole(numbers.visa), method: 'createPaymentMethod' },
  { name: 'a payment', card: whole(numbers.visa), method: 'confirmCardPayment', data: holder },
  { name: 'a decline', card: whole(numbers.declined), method: 'confirmCardPayment' },
  { name: 'a blocked payment', card: whole(numbers.blocked), method: 'confirmCardPayment' },
  {
    name: '3-D Secure that is passed',
    card: whole(numbers.challenged),
    method: 'confirmCardPayment',
    authentication: 'succeeded',
  },
  {
    name: '3-D Secure that is failed',
    card: whole(numbers.challenged),
    method: 'confirmCardPayment',
    authentication: 'failed',
  },
  {
    name: '3-D Secure before a decline',
    card: whole(numbers.challengedThenDeclined),
    method: 'confirmCardPayment',
    authentication: 'succeeded',
  },
  {
    name: '3-D Secure that is left to the page',
    card: whole(numbers.challenged),
    method: 'confirmCardPayment',
    options: { handleActions: false },
  },
  { name: 'a card that is saved', card: whole(numbers.savesOnly), method: 'confirmCardSetup' },
  { name: 'a card that cannot be saved', card: whole(numbers.declined), method: 'confirmCardSetup' },
  {
    name: 'a payment method of an account',
    elements: 'iban',
    iban: testIban,
    method: 'createPaymentMethod',
    data: holder,
  },
  {
    name: 'an IBAN of no test account',
    elements: 'iban',
    iban: number('DE02', '1203', '0000', '0000', '2020', '51'),
    method: 'createPaymentMethod',
    data: holder,
  },
  {
    name: 'a debit of an account with a branch',
    elements: 'iban',
    iban: number('ES07', '0012', '0345', '0300', '0006', '7890'),
    method: 'createPaymentMethod',
    data: holder,
  },
  {
    name: 'a card that a constant names by an older name',
    method: 'confirmCardPayment',
    data: { payment_method: 'pm_card_chargeDeclinedInsufficientFunds' },
  },
  ...PAYMENTS.map(
    ([name, type, currency, entry]): Scenario => ({
      name: `a Payment Element with ${name}`,
      elements: 'payment',
      payment: { type, currency, entry },
      method: 'confirmPayment',
    }),
  ),
  { name: 'an IBAN that is not whole', elements: 'iban', iban: 'DE89 37', method: 'createPaymentMethod' },
  { name: 'a debit', elements: 'iban', iban: testIban, method: 'confirmSepaDebitPayment', data: holder },
];

/** The choices: Elements with their options, and the options of a group of them. */

/**
 * The kinds of choice: `flag` is a checkbox, `text`, `number` and `color` are inputs of that type, `list` is words
 * with commas, an array offers its values.
 */
const icons = { iconStyle: ['solid'] };
const common = { disabled: 'flag', visibility: ['report', 'require'] };

export const elements = {
  card: {
    title: 'Card',
    types: ['card'],
    options: {
      ...common,
      ...icons,
      hidePostalCode: 'flag',
      hideIcon: 'flag',
      preferredNetwork: 'list',
      disallowedCardBrands: 'list',
    },
    states: {
      complete: '4242 4242 4242 4242, any date in the future, any CVC',
      invalid: '4242 4242 4242 4241',
      'with two networks': '4000 0025 0000 1001',
    },
  },
  payment: {
    title: 'Payment Element',
    types: ['payment'],
    neededByGroup: { mode: 'payment', amount: 1099, currency: 'eur' },
    group: {
      currency: ['usd', 'gbp', 'aud', 'pln', 'chf'],
      amount: 'number',
      setupFutureUsage: ['off_session', 'on_session'],
      allowedPaymentMethodTypes: 'list',
    },
    options: {
      layout: ['accordion', 'tabs', 'auto'],
      paymentMethodOrder: 'list',
      readOnly: 'flag',
    },
    events: ['loaderstart', 'availablepaymentmethodschange', 'carddetailschange'],
    states: {
      'complete card': '4242 4242 4242 4242, any date in the future, any CVC',
      'complete IBAN': 'DE89 3704 0044 0532 0130 00',
      'other methods': 'choose another currency',
    },
  },
  address: {
    title: 'Address',
    types: ['address'],
    needed: { mode: 'shipping' },
    options: {
      mode: ['billing'],
      allowedCountries: 'list',
      blockPoBox: 'flag',
      visibility: ['report', 'require'],
    },
    states: {
      complete: 'any name and street, in any country',
      'invalid postal code': '9771 in the United States',
    },
  },
  split: {
    title: 'Card number, expiry date and CVC',
    types: ['cardNumber', 'cardExpiry', 'cardCvc'],
    options: common,
    states: {
      complete: '4242 4242 4242 4242, any date in the future, any CVC',
      invalid: '4242 4242 4242 4241',
    },
  },
  cardNumber: {
    title: 'Card number',
    types: ['cardNumber'],
    options: {
      ...common,
      ...icons,
      showIcon: 'flag',
      placeholder: 'text',
      preferredNetwork: 'list',
      disallowedCardBrands: 'list',
    },
    states: {
      complete: '4242 4242 4242 4242',
      invalid: '4242 4242 4242 4241',
      'with two networks': '4000 0025 0000 1001',
    },
  },
  cardExpiry: {
    title: 'Expiry date',
    types: ['cardExpiry'],
    options: { ...common, placeholder: 'text' },
    states: { complete: '12 / 34', invalid: '12 / 20' },
  },
  cardCvc: {
    title: 'CVC',
    types: ['cardCvc'],
    options: { ...common, placeholder: 'text' },
    states: { complete: '123' },
  },
  postalCode: {
    title: 'Postal code',
    types: ['postalCode'],
    options: { ...common, placeholder: 'text' },
    states: { complete: '10115' },
  },
  iban: {
    title: 'IBAN',
    types: ['iban'],
    needed: { supportedCountries: ['SEPA'] },
    options: {
      ...common,
      ...icons,
      hideIcon: 'flag',
      supportedCountries: 'list',
      placeholderCountry: 'text',
    },
    states: { complete: 'DE89 3704 0044 0532 0130 00', invalid: 'DE89 3704 0044 0532 0130 01' },
  },
  expressCheckout: {
    title: 'Express Checkout',
    types: ['expressCheckout'],
    neededByGroup: { mode: 'payment', amount: 1099, currency: 'usd' },
    group: { currency: ['eur', 'gbp', 'aud'], amount: 'number' },
    options: {
      buttonHeight: 'number',
      emailRequired: 'flag',
      phoneNumberRequired: 'flag',
      shippingAddressRequired: 'flag',
      allowedShippingCountries: 'list',
      paymentMethodOrder: 'list',
    },
    events: ['confirm', 'cancel', 'availablepaymentmethodschange'],
    states: {
      'what was chosen': 'press a button, and agree in the wallet: confirm has it',
      'nothing is shipped': 'shippingAddressRequired, and no shippingRates in “More options, as JSON”',
    },
  },
};

export const locales =
  'ar bg cs da de el en en-AU en-CA en-GB en-NZ es es-419 et fi fil fr fr-CA he hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  );

export const appearance = {
  theme: ['stripe', 'night', 'flat', 'none'],
  labels: ['auto', 'above', 'floating'],
  inputs: ['spaced', 'condensed'],
  disableAnimations: 'flag',
};

export const variables = {
  colorPrimary: 'color',
  colorBackground: 'color',
  colorText: 'color',
  colorTextSecondary: 'color',
  colorTextPlaceholder: 'color',
  colorDanger: 'color',
  borderRadius: 'text',
  spacingUnit: 'text',
  fontSizeBase: 'text',
  fontFamily: 'text',
};

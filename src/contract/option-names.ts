/** Options of a group of Elements. */
export const GROUP_OPTIONS = [
  'allowedPaymentMethodTypes',
  'amount',
  'appearance',
  'autoAdvance',
  'captureMethod',
  'capture_method',
  'clientSecret',
  'currency',
  'customPaymentMethods',
  'customerSessionClientSecret',
  'excludedPaymentMethodTypes',
  'externalPaymentMethodTypes',
  'fonts',
  'loader',
  'locale',
  'mode',
  'onBehalfOf',
  'on_behalf_of',
  'paymentMethodConfiguration',
  'paymentMethodCreation',
  'paymentMethodOptions',
  'paymentMethodTypes',
  'payment_method_configuration',
  'payment_method_options',
  'payment_method_types',
  'setupFutureUsage',
  'setup_future_usage',
  'syncAddressCheckbox',
] as const;

/** Options of a group for Elements of Stripe.js that Payframe does not have. They are accepted, and have no effect. */
export const OPTIONS_OF_OTHER_ELEMENTS = ['adaptivePricing', 'customerOptions'] as const;

/** Options that every Element has. */
const COMMON = ['classes', 'disabled', 'style', 'visibility'] as const;
const OF_NUMBER = ['preferredNetwork', 'disallowedCardBrands', 'iconStyle', 'disableLink'] as const;

/** Options of each type of Element. */
export const ELEMENT_OPTIONS = {
  payment: [
    'applePay',
    'business',
    'classes',
    'defaultValues',
    'fields',
    'layout',
    'paymentMethodOrder',
    'readOnly',
    'terms',
    'visibility',
    'walletOptions',
    'wallets',
  ],
  card: [...COMMON, ...OF_NUMBER, 'hideIcon', 'hidePostalCode', 'value'],
  cardNumber: [...COMMON, ...OF_NUMBER, 'placeholder', 'showIcon'],
  cardExpiry: [...COMMON, 'placeholder'],
  cardCvc: [...COMMON, 'placeholder'],
  postalCode: [...COMMON, 'placeholder', 'value'],
  iban: [...COMMON, 'hideIcon', 'iconStyle', 'placeholderCountry', 'supportedCountries'],
  auBankAccount: [...COMMON, 'hideIcon', 'iconStyle'],
  linkAuthentication: [...COMMON, 'defaultValues'],
  contactDetails: [...COMMON, 'defaultValues'],
  address: [
    'allowedCountries',
    'autocomplete',
    'blockPoBox',
    'classes',
    'contacts',
    'defaultValues',
    'display',
    'fields',
    'mode',
    'validation',
    'visibility',
  ],
} as const;

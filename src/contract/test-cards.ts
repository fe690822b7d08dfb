import type { CardBrand, CardFunding, CardNetwork } from './card-brands.js';

/** Special behaviour of a test card. A card with an empty behaviour simply pays. */
export interface Behaviour {
  /** The issuer refuses every payment, and attaching the card to a customer. */
  decline?: Decline;
  /** Attaching the card to a customer works, but later payments are refused. */
  declineAfterAttaching?: Decline;
  threeDSecure?: ThreeDSecure;
  risk?: Risk;
  /** The issuer's results of the checks; a check that is not listed passes. */
  checks?: { cvc?: 'fail'; postalCode?: 'fail' | 'unavailable'; line1?: 'fail' | 'unavailable' };
  /** The payment succeeds and is disputed afterwards. */
  dispute?: Dispute;
  /** `pending` succeeds after a while; `fails` looks like a success at first. */
  refund?: 'pending' | 'fails';
  /** The money is available at once instead of pending for days. */
  bypassPending?: true;
  /** The payer has to solve a captcha. */
  captcha?: true;
  /** How payouts to it go, where it is not by the rule: they arrive, and at once if that is asked. */
  payout?: 'fails' | 'never_instant';
  demands?: Demand;
  /** How an in-person payment is verified. */
  pin?: 'offline' | 'offline_retry' | 'online' | 'online_retry';
}

/**
 * The effect of a payment for a connected account that has requirements left for later: they are due now, and until they are met
 * it takes no more payments, or is paid out no more.
 */
export type Demand = 'charges' | 'payouts' | 'requirements';

/**
 * Reason why the issuer of a test card refuses: a decline code of the public API, or an error code where the
 * reason has one.
 */
export type Decline =
  | 'generic_decline'
  | 'insufficient_funds'
  | 'lost_card'
  | 'stolen_card'
  | 'card_velocity_exceeded'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'processing_error';

/** Rule by which a payment asks the cardholder's bank for authentication, and how that ends. */
export type ThreeDSecure =
  /** On every payment, however the card was set up. */
  | 'always'
  /**
   * On every payment for which the cardholder is present; off-session payments pass once the card was set up.
   */
  | 'unless_set_up'
  /** As `unless_set_up`, but the card counts as set up from the start. */
  | 'already_set_up'
  | 'required'
  /** Required, but the directory server fails when it is asked. */
  | 'required_error'
  /** Required, but passes without a challenge. */
  | 'frictionless'
  | 'supported'
  | 'supported_error'
  | 'not_supported';

/** Result of the fraud check of a payment. */
export type Risk =
  | 'blocked'
  | 'highest'
  | 'elevated'
  | 'high_dispute_score'
  | 'high_early_fraud_warning_score'
  | 'dynamic_threshold'
  | 'adaptive_3ds';

/** Complaint of a cardholder after a payment, or suspicion of the bank. */
export type Dispute =
  | 'fraudulent'
  | 'product_not_received'
  | 'inquiry'
  | 'early_fraud_warning'
  | 'multiple'
  | 'visa_compelling_evidence_3'
  | 'visa_compliance'
  | 'mastercard_compliance'
  | 'smart_disputes'
  | 'visa_rapid_resolution'
  | 'visa_compelling_evidence_3_block'
  | 'ethoca_alert';

/** Test card that the sandbox accepts. */
export interface TestCard {
  /** Without spaces. */
  number: string;
  /** Unique. Where the public API has constants for the card, they are `pm_card_<name>` and `tok_<name>`. */
  name: string;
  description: string;
  brand: CardBrand;
  /** All networks that can process it, in the order in which the API lists them. */
  networks: CardNetwork[];
  funding: CardFunding;
  /** The issuer's country, ISO 3166-1 alpha-2. */
  country: string;
  behaviour: Behaviour;
}

/** Test cards for one purpose. */
export interface TestCardGroup {
  /** The purpose, as a heading. */
  title: string;
  cards: TestCard[];
}

/**
 * Public list of test cards, grouped by purpose.
 *
 * Source: the public testing reference of the API that Payframe's API follows (docs.stripe.com/testing).
 */
export const testCardGroups: TestCardGroup[] = [
  {
    title: 'Brands',
    cards: [
      card('4242424242424242', 'visa', 'Visa'),
      card('4000056655665556', 'visa_debit', 'Visa, debit', { funding: 'debit' }),
      card('4111111111111111', 'visaClassic', 'Visa, the classic number'),
      card('4012888888881881', 'visaAlternative', 'Visa, another number'),
      card('5555555555554444', 'mastercard', 'Mastercard', { brand: 'mastercard' }),
      card('2223003122003222', 'mastercard_2Series', 'Mastercard, 2-series', { brand: 'mastercard' }),
      card('5200828282828210', 'mastercard_debit', 'Mastercard, debit', {
        brand: 'mastercard',
        funding: 'debit',
      }),
      card('5105105105105100', 'mastercard_prepaid', 'Mastercard, prepaid', {
        brand: 'mastercard',
        funding: 'prepaid',
      }),
      card('378282246310005', 'amex', 'American Express, without 3-D Secure', {
        brand: 'amex',
        behaviour: { threeDSecure: 'not_supported' },
      }),
      card('371449635398431', 'amexAlternative', 'American Express, another number', { brand: 'amex' }),
      card('6011111111111117', 'discover', 'Discover', { brand: 'discover' }),
      card('6011000990139424', 'discoverAlternative', 'Discover, another number', { brand: 'discover' }),
      card('6011981111111113', 'discover_debit', 'Discover, debit', { brand: 'discover', funding: 'debit' }),
      card('3056930009020004', 'diners', 'Diners Club, 16 digits', { brand: 'diners' }),
      card('36227206271667', 'diners_14Digits', 'Diners Club, 14 digits', { brand: 'diners' }),
      card('30569309025904', 'diners_14DigitsAlternative', 'Diners Club, 14 digits, another number', {
        brand: 'diners',
      }),
      card('38520000023237', 'diners_14DigitsThird', 'Diners Club, 14 digits, a third number', {
        brand: 'diners',
      }),
      card('6555900000604105', 'bcCardDinaCard', 'BCcard and DinaCard, on the Discover network', {
        brand: 'discover',
        country: 'KR',
      }),
      card('3566002020360505', 'jcb', 'JCB', { brand: 'jcb', country: 'JP' }),
      card('6200000000000005', 'unionpay', 'UnionPay', { brand: 'unionpay', country: 'CN' }),
      card('6200000000000047', 'unionpay_debit', 'UnionPay, debit', {
        brand: 'unionpay',
        funding: 'debit',
        country: 'CN',
      }),
      card('6205500000000000004', 'unionpay_19Digits', 'UnionPay, 19 digits', {
        brand: 'unionpay',
        country: 'CN',
      }),
    ],
  },
  {
    title: 'Co-branded cards',
    cards: [
      card('4000002500001001', 'visa_cartesBancaires', 'Cartes Bancaires and Visa', {
        networks: ['cartes_bancaires', 'visa'],
        country: 'FR',
      }),
      card('5555552500001001', 'mastercard_cartesBancaires', 'Cartes Bancaires and Mastercard', {
        brand: 'mastercard',
        networks: ['cartes_bancaires', 'mastercard'],
        country: 'FR',
      }),
      card('4000050360000001', 'visa_debit_eftposAuCoBranded', 'eftpos Australia and Visa', {
        networks: ['eftpos_au', 'visa'],
        funding: 'debit',
        country: 'AU',
      }),
      card('5555050360000080', 'mastercard_debit_eftposAuCoBranded', 'eftpos Australia and Mastercard', {
        brand: 'mastercard',
        networks: ['eftpos_au', 'mastercard'],
        funding: 'debit',
        country: 'AU',
      }),
    ],
  },
  {
    title: 'Countries: Americas',
    cards: [
      issuedIn('AR', '4000000320000021'),
      issuedIn('BR', '4000000760000002'),
      issuedIn('CA', '4000001240000000'),
      issuedIn('CL', '4000001520000001'),
      issuedIn('CO', '4000001700000003'),
      issuedIn('CR', '4000001880000005'),
      issuedIn('EC', '4000002180000000'),
      issuedIn('MX', '4000004840008001'),
      card('5062210000000009', 'mx_carnet', 'Carnet, MX', { brand: 'unknown', country: 'MX' }),
      issuedIn('PA', '4000005910000000'),
      issuedIn('PY', '4000006000000066'),
      issuedIn('PE', '4000006040000068'),
      issuedIn('UY', '4000008580000003'),
    ],
  },
  {
    title: 'Countries: Europe and Middle East',
    cards: [
      issuedIn('AE', '4000007840000001'),
      card('5200007840000022', 'ae_mastercard', 'Mastercard, AE', { brand: 'mastercard', country: 'AE' }),
      issuedIn('AT', '4000000400000008'),
      issuedIn('BE', '4000000560000004'),
      issuedIn('BG', '4000001000000000'),
      issuedIn('BY', '4000001120000005'),
      issuedIn('HR', '4000001910000009'),
      issuedIn('CY', '4000001960000008'),
      issuedIn('CZ', '4000002030000002'),
      issuedIn('DK', '4000002080000001'),
      issuedIn('EE', '4000002330000009'),
      issuedIn('FI', '4000002460000001'),
      issuedIn('FR', '4000002500000003'),
      issuedIn('DE', '4000002760000016'),
      issuedIn('GI', '4000002920000005'),
      issuedIn('GR', '4000003000000030'),
      issuedIn('HU', '4000003480000005'),
      issuedIn('IE', '4000003720000005'),
      issuedIn('IT', '4000003800000008'),
      issuedIn('LV', '4000004280000005'),
      issuedIn('LI', '4000004380000004'),
      issuedIn('LT', '4000004400000000'),
      issuedIn('LU', '4000004420000006'),
      issuedIn('MT', '4000004700000007'),
      issuedIn('NL', '4000005280000002'),
      issuedIn('NO', '4000005780000007'),
      issuedIn('PL', '4000006160000005'),
      issuedIn('PT', '4000006200000007'),
      issuedIn('RO', '4000006420000001'),
      issuedIn('SA', '4000006820000007'),
      issuedIn('SI', '4000007050000006'),
      issuedIn('SK', '4000007030000001'),
      issuedIn('ES', '4000007240000007'),
      issuedIn('SE', '4000007520000008'),
      issuedIn('CH', '4000007560000009'),
      issuedIn('GB', '4000008260000000'),
      card('4000058260000005', 'gb_debit', 'Visa, debit, GB', { funding: 'debit', country: 'GB' }),
      card('5555558265554449', 'gb_mastercard', 'Mastercard, GB', { brand: 'mastercard', country: 'GB' }),
    ],
  },
  {
    title: 'Countries: Asia Pacific',
    cards: [
      issuedIn('AU', '4000000360000006'),
      issuedIn('CN', '4000001560000002'),
      issuedIn('HK', '4000003440000004'),
      issuedIn('IN', '4000003560000008'),
      issuedIn('JP', '4000003920000003'),
      card('3530111333300000', 'jp_jcb', 'JCB, JP', { brand: 'jcb', country: 'JP' }),
      issuedIn('MY', '4000004580000002'),
      issuedIn('NZ', '4000005540000008'),
      issuedIn('SG', '4000007020000003'),
      issuedIn('TW', '4000001580000008'),
      card('4000007640000003', 'th_credit', 'Visa, credit, TH', { country: 'TH' }),
      card('4000057640000008', 'th_debit', 'Visa, debit, TH', { funding: 'debit', country: 'TH' }),
    ],
  },
  {
    title: 'Health accounts',
    cards: [
      card('4000051230000072', 'debit_visaFsaProductCode', 'Visa, health or flexible spending account', {
        funding: 'debit',
      }),
      card(
        '5200828282828897',
        'mastercard_debit_mastercardFsaProductCode',
        'Mastercard, flexible spending account',
        { brand: 'mastercard', funding: 'debit' },
      ),
    ],
  },
  {
    title: 'Declines',
    cards: [
      declined('4000000000000002', 'visa_chargeDeclined', 'generic_decline'),
      declined('4000000000009995', 'visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'),
      declined('4000000000009987', 'visa_chargeDeclinedLostCard', 'lost_card'),
      declined('4000000000009979', 'visa_chargeDeclinedStolenCard', 'stolen_card'),
      declined('4000000000000069', 'chargeDeclinedExpiredCard', 'expired_card'),
      declined('4000000000000127', 'chargeDeclinedIncorrectCvc', 'incorrect_cvc'),
      declined('4000000000000119', 'chargeDeclinedProcessingError', 'processing_error'),
      declined('4000000000006975', 'visa_chargeDeclinedVelocityLimitExceeded', 'card_velocity_exceeded'),
      card('4000000000000341', 'chargeCustomerFail', 'Attaches to a customer, then declines', {
        behaviour: { declineAfterAttaching: 'generic_decline' },
      }),
    ],
  },
  {
    title: 'Fraud prevention',
    cards: [
      card('4100000000000019', 'radarBlock', 'Always blocked', { behaviour: { risk: 'blocked' } }),
      card('4000000000004954', 'riskLevelHighest', 'Highest risk', { behaviour: { risk: 'highest' } }),
      card('4000000000009235', 'riskLevelElevated', 'Elevated risk', { behaviour: { risk: 'elevated' } }),
      card('4000008400000407', 'highFraudDisputeScore', 'High score for a fraud dispute', {
        behaviour: { risk: 'high_dispute_score' },
      }),
      card('4000008400000159', 'highEfwScore', 'High score for an early fraud warning', {
        behaviour: { risk: 'high_early_fraud_warning_score' },
      }),
      card('4000008400001017', 'radarDynamicRiskThreshold', 'Over a dynamic risk threshold', {
        behaviour: { risk: 'dynamic_threshold' },
      }),
      card('4000008405600003', 'adaptive3dsChallenge', 'Risk that asks for 3-D Secure', {
        behaviour: { risk: 'adaptive_3ds' },
      }),
      card('4000000000000101', 'cvcCheckFail', 'CVC check fails', { behaviour: { checks: { cvc: 'fail' } } }),
      card('4000000000000036', 'avsZipFail', 'Postal code check fails', {
        behaviour: { checks: { postalCode: 'fail' } },
      }),
      card('4000058400307872', 'cvcCheckFailElevatedRisk', 'CVC check fails, elevated risk', {
        funding: 'debit',
        behaviour: { checks: { cvc: 'fail' }, risk: 'elevated' },
      }),
      card('4000058400306072', 'avsZipFailElevatedRisk', 'Postal code check fails, elevated risk', {
        funding: 'debit',
        behaviour: { checks: { postalCode: 'fail' }, risk: 'elevated' },
      }),
      card('4000000000000028', 'avsLine1Fail', 'Address line 1 check fails', {
        behaviour: { checks: { line1: 'fail' } },
      }),
      card('4000000000000010', 'avsFail', 'Postal code and line 1 checks fail', {
        behaviour: { checks: { line1: 'fail', postalCode: 'fail' } },
      }),
      card('4000000000000044', 'avsUnchecked', 'Address checks unavailable', {
        behaviour: { checks: { line1: 'unavailable', postalCode: 'unavailable' } },
      }),
    ],
  },
  {
    title: 'Disputes',
    cards: [
      disputed('4000000000000259', 'createDispute', 'Fraudulent', 'fraudulent'),
      disputed(
        '4000000000002685',
        'createDisputeProductNotReceived',
        'Product not received',
        'product_not_received',
      ),
      disputed('4000000000001976', 'createDisputeInquiry', 'Inquiry', 'inquiry'),
      disputed('4000000000005423', 'createIssuerFraudRecord', 'Early fraud warning', 'early_fraud_warning'),
      disputed('4000000404000079', 'createMultipleDisputes', 'Several disputes', 'multiple'),
      disputed(
        '4000000404000038',
        'createCe3EligibleDispute',
        'Eligible for Visa Compelling Evidence 3.0',
        'visa_compelling_evidence_3',
      ),
      disputed('4000008400000779', 'createComplianceDispute', 'Visa compliance', 'visa_compliance'),
      disputed(
        '5105008400000002',
        'createMastercardComplianceDispute',
        'Mastercard compliance',
        'mastercard_compliance',
        'mastercard',
      ),
      disputed(
        '4000000001000043',
        'createAutoRepresentmentEligibleDispute',
        'Eligible for smart disputes',
        'smart_disputes',
      ),
      disputed(
        '4000000404004816',
        'createRapidDisputeResolutionDispute',
        'Prevented by Visa Rapid Dispute Resolution',
        'visa_rapid_resolution',
      ),
      disputed(
        '4000000404005649',
        'createCe3BlockDispute',
        'Blocked by Compelling Evidence 3.0',
        'visa_compelling_evidence_3_block',
      ),
      disputed(
        '5105000300000018',
        'createEthocaAlert',
        'Prevented by an Ethoca alert',
        'ethoca_alert',
        'mastercard',
      ),
    ],
  },
  {
    title: 'Refunds and available balance',
    cards: [
      card('4000000000007726', 'pendingRefund', 'A refund is pending, then succeeds', {
        behaviour: { refund: 'pending' },
      }),
      card('4000000000005126', 'refundFail', 'A refund succeeds, then fails', {
        behaviour: { refund: 'fails' },
      }),
      card('4000000000000077', 'bypassPending', 'Funds are available at once', {
        behaviour: { bypassPending: true },
      }),
      card('4000003720000278', 'bypassPendingInternational', 'Funds are available at once, IE', {
        country: 'IE',
        behaviour: { bypassPending: true },
      }),
      card('4000000000000093', 'domesticPricing', 'Charged at domestic prices'),
    ],
  },
  {
    title: '3-D Secure',
    cards: [
      secured('4000002500003155', 'authenticationRequiredOnSetup', 'Unless set up', 'unless_set_up', 'FR'),
      secured('4000002760003184', 'authenticationRequired', 'Always', 'always', 'DE'),
      secured(
        '4000003800000446',
        'authenticationRequiredSetupForOffSession',
        'Already set up',
        'already_set_up',
        'IT',
      ),
      card(
        '4000008260003178',
        'authenticationRequiredChargeDeclinedInsufficientFunds',
        'Authenticates, then has insufficient funds',
        { country: 'GB', behaviour: { threeDSecure: 'always', decline: 'insufficient_funds' } },
      ),
      secured('4000000000003220', 'threeDSecure2Required', 'Required', 'required', 'IE'),
      secured('4000008400000027', 'threeDSecure2Required_us', 'Required, US', 'required'),
      secured('4000000000003063', 'threeDSecureRequired', 'Required, the older number', 'required'),
      card('4000008400001629', 'threeDSecureRequiredChargeDeclined', 'Authenticates, then declines', {
        behaviour: { threeDSecure: 'required', decline: 'generic_decline' },
      }),
      secured(
        '4000008400001280',
        'threeDSecureRequiredProcessingError',
        'Required, look-up fails',
        'required_error',
      ),
      secured('4000000000003055', 'threeDSecureOptional', 'Supported, not required', 'supported'),
      secured(
        '4000000000003097',
        'threeDSecureOptionalProcessingError',
        'Supported, look-up fails',
        'supported_error',
      ),
      secured(
        '4000000032200000',
        'threeDSecureFrictionless',
        'Required, passes without a challenge',
        'frictionless',
      ),
      secured('4000582600000094', 'threeDSecureOutOfBand', 'Challenge out of band', 'always', 'GB'),
      secured('4000582600000045', 'threeDSecureOneTimePasscode', 'One-time passcode', 'always', 'GB'),
      secured('4000582600000102', 'threeDSecureSingleSelect', 'Choice of one', 'always', 'GB'),
      secured('4000582600000110', 'threeDSecureMultiSelect', 'Choice of several', 'always', 'GB'),
      secured('4000000000003238', 'threeDSecureOneTimePasscodeAlternative', 'One-time passcode', 'required'),
      secured('4000000000003246', 'threeDSecureSingleSelectAlternative', 'Choice of one', 'required'),
      secured('4000000000003253', 'threeDSecureMultiSelectAlternative', 'Choice of several', 'required'),
    ],
  },
  {
    title: 'Connected accounts',
    cards: [
      card('4000056655665572', 'visa_debit_us_transferFail', 'Debit, payouts to it fail', {
        funding: 'debit',
        behaviour: { payout: 'fails' },
      }),
      card('4000056755665555', 'visa_debit_us_instantPayoutUnsupported', 'Debit, no instant payouts to it', {
        funding: 'debit',
        behaviour: { payout: 'never_instant' },
      }),
      card('4000000000004202', 'visa_triggerNextRequirements', 'Makes later requirements due', {
        behaviour: { demands: 'requirements' },
      }),
      card(
        '4000000000004210',
        'visa_triggerChargeBlock',
        'Makes later requirements due, and stops payments',
        {
          behaviour: { demands: 'charges' },
        },
      ),
      card('4000000000004236', 'visa_triggerPayoutBlock', 'Makes later requirements due, and stops payouts', {
        behaviour: { demands: 'payouts' },
      }),
    ],
  },
  {
    title: 'Captcha and PIN',
    cards: [
      card('4000000000001208', 'captchaChallenge', 'Captcha', { behaviour: { captcha: true } }),
      card('4000000000003725', 'captchaChallengeAlternative', 'Captcha, another number', {
        behaviour: { captcha: true },
      }),
      card('4001007020000002', 'offlinePin', 'Offline PIN', { country: 'SG', behaviour: { pin: 'offline' } }),
      card('4000008260000075', 'offlinePinRetry', 'Offline PIN on a second try', {
        country: 'GB',
        behaviour: { pin: 'offline_retry' },
      }),
      card('4001000360000005', 'onlinePin', 'Online PIN', { country: 'AU', behaviour: { pin: 'online' } }),
      card('4000002760000008', 'onlinePinRetry', 'Online PIN on a second try', {
        country: 'DE',
        behaviour: { pin: 'online_retry' },
      }),
    ],
  },
];

/** All test cards in one list. */
export const testCards: TestCard[] = testCardGroups.flatMap((group) => group.cards);

const byName = new Map(testCards.map((testCard) => [testCard.name, testCard]));
const byNumber = new Map(testCards.map((testCard) => [testCard.number, testCard]));

/** Finds a test card by its digits, without separators. */
export const findTestCard = (number: string): TestCard | undefined => byNumber.get(number);

/** Further names that the public API has for some cards of the list, most of them older. */
const OTHER_NAMES: Record<string, string> = {
  us: 'visa',
  amex_threeDSecureNotSupported: 'amex',
  chargeDeclined: 'visa_chargeDeclined',
  chargeDeclinedFraudulent: 'radarBlock',
  chargeDeclinedInsufficientFunds: 'visa_chargeDeclinedInsufficientFunds',
  chargeDeclinedLostCard: 'visa_chargeDeclinedLostCard',
  chargeDeclinedStolenCard: 'visa_chargeDeclinedStolenCard',
  chargeDeclinedVelocityLimitExceeded: 'visa_chargeDeclinedVelocityLimitExceeded',
  mastercard_debit_us_transferSuccess: 'mastercard_debit',
  visa_debit_us_transferSuccess: 'visa_debit',
  visa_chargeDeclinedExpiredCard: 'chargeDeclinedExpiredCard',
  visa_chargeDeclinedIncorrectCvc: 'chargeDeclinedIncorrectCvc',
  visa_chargeDeclinedProcessingError: 'chargeDeclinedProcessingError',
};

/** Names that can follow `pm_card_` and `tok_` in a constant. */
export const namesOfTestCards: string[] = [...byName.keys(), ...Object.keys(OTHER_NAMES)];

/** Finds the test card of a constant such as `pm_card_visa`, whose `prefix` is `pm_card_`. */
export function findNamedCard(id: string, prefix: 'pm_card_' | 'tok_'): TestCard | undefined {
  if (!id.startsWith(prefix)) return undefined;
  const name = id.slice(prefix.length);
  return byName.get(OTHER_NAMES[name] ?? name);
}

/** Returns the behaviour of a stored card, which keeps the name of its test card and not the number. */
export const behaviourOf = (name: string): Behaviour => byName.get(name)?.behaviour ?? {};

function card(
  number: string,
  name: string,
  description: string,
  special: Partial<Pick<TestCard, 'brand' | 'networks' | 'funding' | 'country' | 'behaviour'>> = {},
): TestCard {
  const brand = special.brand ?? 'visa';
  return {
    number,
    name,
    description,
    brand,
    networks: [brand],
    funding: 'credit',
    country: 'US',
    behaviour: {},
    ...special,
  };
}

function issuedIn(country: string, number: string): TestCard {
  return card(number, country.toLowerCase(), `Visa, ${country}`, { country });
}

function declined(number: string, name: string, decline: Decline): TestCard {
  return card(number, name, `Declines: ${decline.replaceAll('_', ' ')}`, { behaviour: { decline } });
}

function disputed(
  number: string,
  name: string,
  reason: string,
  dispute: Dispute,
  brand?: CardBrand,
): TestCard {
  return card(number, name, `Disputed: ${reason}`, { ...(brand && { brand }), behaviour: { dispute } });
}

function secured(
  number: string,
  name: string,
  how: string,
  threeDSecure: ThreeDSecure,
  country = 'US',
): TestCard {
  return card(number, name, `3-D Secure: ${how}`, { country, behaviour: { threeDSecure } });
}

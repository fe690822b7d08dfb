/**
 * Values that options of a Payment Element take, by their paths: texts, or the type of other values. An option without an entry takes
 * any value.
 */
export const PAYMENT_VALUES: readonly [path: RegExp, values: readonly string[]][] = [
  [/^layout$/, ['accordion', 'tabs', 'auto', 'object']],
  [/^layout\.type$/, ['accordion', 'tabs', 'auto']],
  [/^layout\.radios$/, ['auto', 'always', 'never', 'if_multiple', 'boolean']],
  [/^layout\.paymentMethodLogoPosition$/, ['start', 'end']],
  [/^layout\.visibleAccordionItemsCount$/, ['number']],
  [/^(?:readOnly|layout\.(?:defaultCollapsed|spacedAccordionItems))$/, ['boolean']],
  [/^(?:fields|terms|wallets|business|defaultValues|paymentMethodOrder)$/, ['object']],
  [/^fields\.(?:\w+\.)?billingDetails$/, ['auto', 'never', 'object']],
  [/^fields\..*billingDetails\.name$/, ['auto', 'always', 'never']],
  [/^fields\..*billingDetails\.address$/, ['auto', 'never', 'if_required', 'object']],
  [/^fields\..*billingDetails\./, ['auto', 'never']],
  [/^terms\./, ['auto', 'always', 'never']],
  [/^wallets\./, ['auto', 'never']],
  [/^business\.name$/, ['string']],
];

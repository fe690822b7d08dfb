/** Values that an option takes: texts, and types of other values. */
type Values = readonly [path: RegExp, values: readonly string[]][];

const COUNT = 'non-negative integer';
const USAGES = ['off_session', 'on_session'];
const CAPTURES = ['automatic', 'automatic_async', 'manual'];

/** Values that options of a Payment Element take, by their paths. An option without an entry takes any value. */
export const PAYMENT_VALUES: Values = [
  [/^layout$/, ['accordion', 'tabs', 'auto', 'object']],
  [/^layout\.type$/, ['accordion', 'tabs', 'auto']],
  [/^layout\.radios$/, ['auto', 'always', 'never', 'if_multiple', 'boolean']],
  [/^layout\.paymentMethodLogoPosition$/, ['start', 'end']],
  [/^layout\.visibleAccordionItemsCount$/, [COUNT]],
  [/^(?:readOnly|layout\.(?:defaultCollapsed|spacedAccordionItems))$/, ['boolean']],
  [/^(?:fields|terms|wallets|business)$/, ['object']],
  [/^defaultValues(?:\.(?:billingDetails(?:\.address)?|card))?$/, ['object']],
  [/^defaultValues\.billingDetails\./, ['string']],
  [/^(?:paymentMethodOrder|defaultValues\.card\.network)$/, ['array']],
  [/^fields\.(?:\w+\.)?billingDetails$/, ['auto', 'never', 'object']],
  [/^fields\..*billingDetails\.name$/, ['auto', 'always', 'never']],
  [/^fields\..*billingDetails\.address$/, ['auto', 'never', 'if_required', 'object']],
  [/^fields\..*billingDetails\./, ['auto', 'never']],
  [/^terms\./, ['auto', 'always', 'never']],
  [/^wallets\./, ['auto', 'never']],
  [/^business\.name$/, ['string']],
];

/** Values that options of a group take. */
export const GROUP_VALUES: Values = [
  [/^loader$/, ['auto', 'always', 'never']],
  [/^setup(?:FutureUsage|_future_usage)$/, USAGES],
  [/^capture(?:Method|_method)$/, CAPTURES],
  [/^paymentMethodCreation$/, ['manual']],
  [/^payment_?[mM]ethod_?[oO]ptions$/, ['object']],
  [
    /^(?:(?:allowed|excluded)PaymentMethodTypes|payment_?[mM]ethod_?[tT]ypes|customPaymentMethods|externalPaymentMethodTypes|fonts)$/,
    ['array'],
  ],
];

/** An option with a value that it does not take. */
export interface WrongValue {
  path: string;
  /** The values that it takes. */
  takes: readonly string[];
  /** Its text, or the type of another value. */
  given: string;
}

/** Deepest level of an option whose values are checked: that of a part of an address. */
const DEEPEST = 4;
/** Greatest length of a path or a text that is told. */
const LONGEST = 80;

/** Returns the options that have a value which they do not take. */
export function wrongValuesIn(options: Record<string, unknown>, values: Values): WrongValue[] {
  const found: WrongValue[] = [];
  const check = (path: string, value: unknown, depth: number) => {
    const takes = values.find(([allowed]) => allowed.test(path))?.[1];
    if (takes && value != null && !takes.some((one) => isOf(one, value)))
      found.push({ path: path.slice(0, LONGEST), takes, given: toldOf(value) });
    if (kindOf(value) !== 'object' || depth > DEEPEST) return;
    for (const [name, part] of Object.entries(value as object)) check(`${path}.${name}`, part, depth + 1);
  };
  for (const [name, value] of Object.entries(options)) check(name, value, 0);
  return found;
}

const isOf = (one: string, value: unknown) =>
  one === value || one === kindOf(value) || (one === COUNT && Number.isInteger(value) && Number(value) >= 0);

const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

const toldOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? `${value}`.slice(0, LONGEST) : kindOf(value);

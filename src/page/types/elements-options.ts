import type { Appearance } from './appearance.js';

export type ElementLocale = 'auto' | (string & {}); /* a BCP 47 tag */

/** Style sheet with `@font-face` rules. */
export interface CssFontSource {
  /** URL of the sheet, relative to the page's or absolute. */
  cssSrc: string;
}

/** Face of a font. */
export interface CustomFontSource {
  family: string;
  /** Value of CSS's `src` with a `url(…)` in it. */
  src: string;
  display?: string;
  style?: 'normal' | 'italic' | 'oblique';
  unicodeRange?: string;
  weight?: string;
}

/** Options of a group. With `mode`, the group is created before its intent. */
export type ElementsOptions = ElementsOptionsClientSecret | ElementsOptionsMode;

export interface ElementsOptionsClientSecret extends FieldsOptions {
  /** Client secret of the group's intent. If the intent is created later, the group takes `mode` instead. */
  clientSecret?: string;
  mode?: undefined;
  amount?: undefined;
  currency?: string;
}

/** Purpose of an intent that is created later. `elements.submit()` has to be called before it is confirmed. */
export type ElementsOptionsMode = ElementsOptionsModePayment | ElementsOptionsModeSetup;

export interface ElementsOptionsModePayment extends FieldsOptions {
  mode: 'payment' | 'subscription';
  /** Amount in the currency's smallest unit. */
  amount: number;
  /** ISO 4217, such as `eur`. */
  currency: string;
  clientSecret?: undefined;
}

export interface ElementsOptionsModeSetup extends FieldsOptions {
  mode: 'setup';
  amount?: number;
  currency?: string;
  clientSecret?: undefined;
}

/** Options that `elements.update` merges into the previous ones. */
export interface ElementsUpdateOptions extends FieldsOptions {
  clientSecret?: string;
  mode?: 'payment' | 'subscription' | 'setup';
  amount?: number;
  currency?: string;
}

/** Row of a Payment Element for a method by which your page is paid itself. */
export interface CustomPaymentMethod {
  /** `cpmt_…`. It is `value.type` of the event `change`, and `selectedPaymentMethod` of `elements.submit()`. */
  id: string;
  /** The name in the row. Stripe.js has it from the dashboard. */
  displayName?: string;
  options?: CustomPaymentMethodOptions;
  /** The same as `options`. */
  payment?: CustomPaymentMethodOptions;
}

interface CustomPaymentMethodOptions {
  /** Only `static` is supported: a row without content of the page. */
  type: 'static' | 'embedded';
  /** More about the method, at most 100 characters. */
  subtitle?: string;
  embedded?: object;
}

type FutureUsage = 'off_session' | 'on_session';
type CaptureMethod = 'automatic' | 'automatic_async' | 'manual';

/** Options of a group's fields, whatever its intent is. */
interface FieldsOptions extends Partial<Record<OptionOfOtherElements, unknown>> {
  /** A Payment Element offers only methods that can be saved for that. */
  setupFutureUsage?: FutureUsage | null;
  setup_future_usage?: FutureUsage | null;
  /** With `manual`, a Payment Element offers only methods whose money can be captured later. */
  captureMethod?: CaptureMethod;
  capture_method?: CaptureMethod;
  /** Id of the connected account that the intent is `on_behalf_of`. */
  onBehalfOf?: string;
  on_behalf_of?: string;
  /** Types that a Payment Element chooses from. */
  allowedPaymentMethodTypes?: readonly string[];
  /** Types that it leaves out. */
  excludedPaymentMethodTypes?: readonly string[];
  /** The earlier name of `allowedPaymentMethodTypes`. */
  paymentMethodTypes?: readonly string[];
  payment_method_types?: readonly string[];
  /** Options by type, such as `{ card: { setup_future_usage: 'off_session' } }`. */
  paymentMethodOptions?: object;
  payment_method_options?: object;
  /** `pmc_…`, where the account has several configurations. */
  paymentMethodConfiguration?: string;
  payment_method_configuration?: string;
  /** `manual` allows `createPaymentMethod({ elements })`. */
  paymentMethodCreation?: 'manual';
  /** Shows a Payment Element's customer what they saved. */
  customerSessionClientSecret?: string;
  /** Whether a Payment Element shows its place while it loads. Default `auto`: it does. */
  loader?: 'auto' | 'always' | 'never';
  locale?: ElementLocale;
  /**
   * Moves the caret to the next of the card's Elements once a field is complete, and back from an empty one.
   */
  autoAdvance?: boolean;
  /**
   * Fonts for the fields, which cannot see the page's fonts. The page fetches them, so its `connect-src` must
   * allow it. They draw placeholders, labels and errors. They draw typed text only if the host approves them.
   */
  fonts?: readonly (CssFontSource | CustomFontSource)[];
  /** Rows of a Payment Element for methods by which your page is paid itself. */
  customPaymentMethods?: readonly CustomPaymentMethod[];
  /** The same for methods that other platforms know by name, such as `external_paypal`. */
  externalPaymentMethodTypes?: readonly string[];
  /**
   * Which of two Address Elements has the box that says that both addresses are the same. Default `billing`.
   */
  syncAddressCheckbox?: 'billing' | 'shipping' | 'none';
  /** Makes the fields draw their own boxes, labels and errors. By default they draw none. */
  appearance?: Appearance;
}

/** Options of Stripe.js for Elements that Payframe does not have. They are accepted, and have no effect. */
type OptionOfOtherElements = 'adaptivePricing' | 'customerOptions';

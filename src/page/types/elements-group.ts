import type { PayframeCardElement } from './card-elements.js';
import type { ElementMap, ElementOf, PayframeElementType } from './element-map.js';
import type { SubmitResult } from './results.js';

export type ElementLocale = 'auto' | (string & {}); /* a BCP 47 tag */

/** A style sheet with `@font-face` rules. */
export interface CssFontSource {
  /** Its URL, relative to the page's or absolute. */
  cssSrc: string;
}

/** One face of a font. */
export interface CustomFontSource {
  family: string;
  /** A value of CSS's `src` with a `url(…)` in it. */
  src: string;
  display?: string;
  style?: 'normal' | 'italic' | 'oblique';
  unicodeRange?: string;
  weight?: string;
}

/** How fields look that draw their own boxes, labels and errors, as in Stripe.js's Appearance API. */
export interface Appearance {
  /** Default `stripe`. With `none` nothing is drawn around the text. */
  theme?: 'stripe' | 'night' | 'flat' | 'none';
  variables?: AppearanceVariables;
  /** By parts of a field (`.Input`, `.Label`, `.Error`, `.Icon`), their states (`.Input--invalid`) and pseudo-classes. */
  rules?: { [selector: string]: { [cssPropertyName: string]: string } };
  /** Default `auto`, which is `above`. */
  labels?: 'auto' | 'above' | 'floating';
  /** Default `spaced`. With `condensed` the fields of a card share their borders. */
  inputs?: 'spaced' | 'condensed';
  disableAnimations?: boolean;
}

/** Values of CSS; each may refer to another by `var(--name)`. */
export interface AppearanceVariables {
  borderRadius?: string;
  colorBackground?: string;
  colorDanger?: string;
  colorPrimary?: string;
  colorText?: string;
  colorTextPlaceholder?: string;
  colorTextSecondary?: string;
  focusBoxShadow?: string;
  focusOutline?: string;
  fontFamily?: string;
  fontLineHeight?: string;
  fontSizeBase?: string;
  fontSizeSm?: string;
  fontSmooth?: string;
  fontWeightMedium?: string;
  fontWeightNormal?: string;
  gridColumnSpacing?: string;
  gridRowSpacing?: string;
  iconCardErrorColor?: string;
  iconColor?: string;
  inputBoxShadow?: string;
  inputColorBorder?: string;
  inputFocusBoxShadow?: string;
  inputFocusColorBorder?: string;
  labelColorText?: string;
  labelFontSize?: string;
  labelFontWeight?: string;
  labelSpacing?: string;
  spacingUnit?: string;
  /** Stripe.js's others are of parts that a card field does not have. */
  // biome-ignore lint/suspicious/noExplicitAny: With `string` the interface of Stripe.js would not fit.
  [ofOtherParts: string]: any;
}

export interface ElementsOptions {
  /** Of the intent that the group is for. Where that is made later, the group takes `mode` instead. */
  clientSecret?: string;
  /** What the intent will be for; `elements.submit()` has to be called before it is confirmed. */
  mode?: 'payment' | 'subscription' | 'setup';
  /** In the currency's smallest unit. Required with `mode`, except for `setup`. */
  amount?: number;
  /** ISO 4217, such as `eur`. */
  currency?: string;
  setupFutureUsage?: 'off_session' | 'on_session' | null;
  locale?: ElementLocale;
  /** Moves the caret to the next of the card's Elements once a field is complete, and back from an empty one. */
  autoAdvance?: boolean;
  /**
   * Fonts for the fields, which cannot see the page's. The page fetches them, so its `connect-src` must allow it. They
   * draw placeholders, labels and errors; what is typed where the host approves them.
   */
  fonts?: readonly (CssFontSource | CustomFontSource)[];
  /** Makes the fields draw their own boxes, labels and errors. Without it they are bare. */
  appearance?: Appearance;
  // biome-ignore lint/suspicious/noExplicitAny: With `unknown` an interface, such as those of Stripe.js, would not fit.
  [laterOption: string]: any;
}

export interface PayframeElements {
  /** @throws IntegrationError for an unknown type, or a second Element of the same type. */
  create<T extends PayframeElementType>(type: T, options?: ElementMap[T]['options']): ElementOf<T>;
  /** The Element of that type, or `null` where there is none. Also takes a component function of a wrapper. */
  getElement<T extends PayframeElementType>(type: T): ElementOf<T> | null;
  getElement(component: object): PayframeCardElement | null;
  update(options: ElementsOptions): Promise<void>;
  on(eventType: 'update-end', handler: () => unknown): void;
  /** Validates what is in the Elements, and shows what is missing. */
  submit(): Promise<SubmitResult>;
  fetchUpdates(): Promise<{ error?: { message: string; status?: string } }>;
}

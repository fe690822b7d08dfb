import type { RuleProperty, RuleSelector } from '../../contract/appearance-rules.js';

/** Look of fields that draw their own boxes, labels and errors, as in Stripe.js's Appearance API. */
export interface Appearance {
  /** Default `stripe`. With `none` nothing is drawn around the text. */
  theme?: 'stripe' | 'night' | 'flat' | 'none';
  variables?: AppearanceVariables;
  /** Declarations by selector: `.Input`, `.Input--invalid`, `.Label:hover`, `.Input::placeholder`. */
  rules?: AppearanceRules;
  /** Default `auto`, which is `above`. */
  labels?: 'auto' | 'above' | 'floating';
  /** Default `spaced`. With `condensed` the fields of a card share their borders. */
  inputs?: 'spaced' | 'condensed';
  disableAnimations?: boolean;
}

/** Declarations for the parts of a field, by selector. */
export type AppearanceRules = { [S in RuleSelector]?: RuleDeclarations };

/** Declarations of CSS. A value may refer to a variable by `var(--name)`. */
export type RuleDeclarations = {
  [P in RuleProperty]?: P extends 'fontWeight' | 'lineHeight' ? string | number : string;
};

/** Values of CSS; each may refer to another by `var(--name)`. */
export interface AppearanceVariables extends Partial<Record<VariableOfOtherParts, string>> {
  borderRadius?: string;
  colorBackground?: string;
  colorDanger?: string;
  /** The former name of `iconColor`. */
  colorIcon?: string;
  /** The former name of `iconCardErrorColor`. */
  colorIconCardError?: string;
  colorPrimary?: string;
  colorSuccess?: string;
  colorText?: string;
  colorTextPlaceholder?: string;
  colorTextSecondary?: string;
  colorWarning?: string;
  focusBoxShadow?: string;
  focusOutline?: string;
  fontFamily?: string;
  fontLineHeight?: string | number;
  fontSizeBase?: string;
  fontSizeLg?: string;
  fontSizeSm?: string;
  fontSizeXl?: string;
  fontSizeXs?: string;
  fontSmooth?: string;
  fontWeightBold?: string | number;
  fontWeightLight?: string | number;
  fontWeightMedium?: string | number;
  fontWeightNormal?: string | number;
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
  labelFontWeight?: string | number;
  labelSpacing?: string;
  /** The former name of `gridColumnSpacing`. */
  spacingGridColumn?: string;
  /** The former name of `gridRowSpacing`. */
  spacingGridRow?: string;
  spacingUnit?: string;
}

/** Variables of Stripe.js for parts that a card field does not have. They are accepted, and have no effect. */
type VariableOfOtherParts =
  | 'accessibleColorOnColorBackground'
  | 'accessibleColorOnColorDanger'
  | 'accessibleColorOnColorPrimary'
  | 'accessibleColorOnColorSuccess'
  | 'accessibleColorOnColorWarning'
  | 'accordionItemLabelColorText'
  | 'accordionItemLabelFontSize'
  | 'accordionItemLabelFontWeight'
  | 'accordionItemLabelSelectedColorText'
  | 'accordionItemLabelSelectedFontWeight'
  | 'accordionItemSpacing'
  | 'accordionItemTriggerColor'
  | 'accordionItemTriggerHoverColor'
  | 'accordionItemTriggerSelectedColor'
  | 'blockLogoColor'
  | 'buttonBorderRadius'
  | 'buttonBoxShadow'
  | 'buttonColorBackground'
  | 'buttonColorText'
  | 'buttonExpressCheckoutBorderRadius'
  | 'buttonFontSize'
  | 'buttonFontWeight'
  | 'buttonPadding'
  | 'colorBackgroundText'
  | 'colorDangerText'
  | 'colorIconCardCvc'
  | 'colorIconCardCvcError'
  | 'colorIconCheckmark'
  | 'colorIconChevronDown'
  | 'colorIconChevronDownHover'
  | 'colorIconHover'
  | 'colorIconRedirect'
  | 'colorIconTab'
  | 'colorIconTabHover'
  | 'colorIconTabMore'
  | 'colorIconTabMoreHover'
  | 'colorIconTabSelected'
  | 'colorLogo'
  | 'colorLogoBlock'
  | 'colorLogoTab'
  | 'colorLogoTabSelected'
  | 'colorPrimaryText'
  | 'colorSuccessText'
  | 'colorWarningText'
  | 'fontSize2Xs'
  | 'fontSize3Xs'
  | 'fontVariantLigatures'
  | 'fontVariationSettings'
  | 'iconCardCvcColor'
  | 'iconCardCvcErrorColor'
  | 'iconCheckmarkColor'
  | 'iconChevronDownColor'
  | 'iconChevronDownHoverColor'
  | 'iconCloseColor'
  | 'iconCloseHoverColor'
  | 'iconHoverColor'
  | 'iconLoadingIndicatorColor'
  | 'iconMenuColor'
  | 'iconMenuHoverColor'
  | 'iconPasscodeDeviceColor'
  | 'iconPasscodeDeviceHoverColor'
  | 'iconPasscodeDeviceNotificationColor'
  | 'iconRedirectColor'
  | 'logoColor'
  | 'spacingAccordionItem'
  | 'spacingTab'
  | 'tabIconColor'
  | 'tabIconHoverColor'
  | 'tabIconMoreColor'
  | 'tabIconMoreHoverColor'
  | 'tabIconSelectedColor'
  | 'tabLogoColor'
  | 'tabLogoSelectedColor'
  | 'tabSpacing';

/** Part of a field that a rule of an appearance can name. */
export type RulePart = 'Input' | 'Label' | 'Error' | 'Icon';

/** Part of the Payment Element, beside its fields, that a rule can name. */
export type RuleChoicePart =
  | 'AccordionItem'
  | 'Block'
  | 'Checkbox'
  | 'CheckboxInput'
  | 'CheckboxLabel'
  | 'PickerAction'
  | 'PickerItem'
  | 'RadioIcon'
  | 'RedirectText'
  | 'Tab'
  | 'TabIcon'
  | 'TabLabel'
  | 'TermsText';

/** State of such a part that a rule can ask for. */
export type RuleChoiceState = 'selected' | 'checked';

/** State of a field that a rule can ask for. */
export type RuleState = 'invalid' | 'complete' | 'empty' | 'focused' | 'floating' | 'resting';

export type RulePseudoClass =
  | ':hover'
  | ':focus'
  | ':focus-visible'
  | ':disabled'
  | ':autofill'
  | ':-webkit-autofill';

export type RulePseudoElement = '::placeholder' | '::selection';

/**
 * Selector of a rule: a part, and after it a state, a pseudo-class and a pseudo-element, as in
 * `.Input--invalid:focus::placeholder`.
 */
export type RuleSelector =
  | `.${RulePart}${`--${RuleState}` | ''}${RulePseudoClass | ''}${RulePseudoElement | ''}`
  | `.${RuleChoicePart}${`--${RuleChoiceState}` | ''}${RulePseudoClass | ''}`;

type Side = '' | 'Top' | 'Right' | 'Bottom' | 'Left';
type Corner = '' | 'TopLeft' | 'TopRight' | 'BottomRight' | 'BottomLeft';

/** CSS property that a rule can set, under the name that scripts use. */
export type RuleProperty =
  | 'backgroundColor'
  | 'boxShadow'
  | 'color'
  | 'fill'
  | 'fontFamily'
  | 'fontSize'
  | 'fontSmoothing'
  | 'fontStyle'
  | 'fontVariant'
  | 'fontWeight'
  | 'iconColor'
  | 'letterSpacing'
  | 'lineHeight'
  | 'textAlign'
  | 'textDecoration'
  | 'textShadow'
  | 'textTransform'
  | 'transition'
  | `border${Side}${'' | 'Color' | 'Style' | 'Width'}`
  | `border${Corner}Radius`
  | `margin${Side}`
  | `outline${'' | 'Color' | 'Offset' | 'Style' | 'Width'}`
  | `padding${Side}`;

/** @jsxImportSource hono/jsx */

/**
 * Shows text that someone else wrote. Its direction moves nothing around it. Characters that turn or hide
 * text are shown by their code point, such as `\u202e`.
 */
export const ForeignText = ({ text }: { text: string }) => <bdi>{withVisibleControls(text)}</bdi>;

/** Shows a value as JSON, with each text in it isolated. */
export const Json = ({ value }: { value: string }) => (
  <code>
    {value.split(STRINGS).map((part, index) => (index % 2 === 0 ? part : <ForeignText text={part} />))}
  </code>
);

/** The group in parentheses makes `split` keep the strings, at the odd places. */
const STRINGS = /("(?:[^"\\]|\\.)*")/;

// Zero-width joiners stay, because they join characters into one, such as an emoji of a family.
const CONTROLS = /[\p{Bidi_Control}\p{Cc}\u00ad\u200b\u2028\u2029\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/** Returns a text in which characters that turn or hide text are shown by their code point. */
export const withVisibleControls = (text: string): string =>
  text.replace(CONTROLS, (control) => `\\u${(control.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

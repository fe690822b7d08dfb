/** @jsxImportSource hono/jsx */

/**
 * Text that someone else wrote. Its direction moves nothing around it, and what it turns or hides text with is shown by its
 * code point, such as `\u202e`.
 */
export const ForeignText = ({ text }: { text: string }) => <bdi>{withVisibleControls(text)}</bdi>;

/** A value as JSON, each text in it by itself. */
export const Json = ({ value }: { value: string }) => (
  <code>
    {value.split(STRINGS).map((part, index) => (index % 2 === 0 ? part : <ForeignText text={part} />))}
  </code>
);

/** With parentheses, so that what is split by it keeps the strings, at the odd places. */
const STRINGS = /("(?:[^"\\]|\\.)*")/;

// Those that zero-width joiners make one of, such as an emoji of a family, stay as they are.
const CONTROLS = /[\p{Bidi_Control}\p{Cc}\u00ad\u200b\u2028\u2029\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

const withVisibleControls = (text: string) =>
  text.replace(CONTROLS, (control) => `\\u${(control.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

import type { ElementStyle } from '../page/index.js';

/** The text's look as the page's style sheet has it for a node: a frame cannot see it. */
export function pageStyle(node: Element): ElementStyle {
  const css = getComputedStyle(node);
  const variable = (name: string) => css.getPropertyValue(`--payframe-${name}`).trim() || undefined;
  const { color, fontFamily, fontSize, fontStyle, fontWeight, letterSpacing, lineHeight } = css;
  return {
    base: {
      ...{ color, fontFamily, fontSize, fontStyle, fontWeight, letterSpacing, lineHeight },
      iconColor: variable('icon-color'),
      '::placeholder': { color: variable('placeholder-color') },
    },
    invalid: { color: variable('invalid-color'), iconColor: variable('invalid-color') },
  };
}

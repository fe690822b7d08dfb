import type { ElementStyle } from '../page/index.js';

/** Returns the text style that the page's style sheet gives a node. A frame cannot see that style. */
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

/** Colour in sRGB; each part is from 0 to 1. */
export interface Color {
  red: number;
  green: number;
  blue: number;
  alpha: number;
}

/**
 * Reads a colour as browsers compute it: `rgb(…)`, or a function of another space, which the browser itself
 * converts.
 */
export function readColor(computed: string): Color {
  const [, space, parts = ''] = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(computed) ?? [];
  // A part may be `1e-7`. Any other letter is a unit or a word.
  if (!space || /[a-df-z]/i.test(parts)) return convert(computed);
  const [red = 0, green = 0, blue = 0, alpha = 1] = (parts.match(/-?[\d.]+(?:e-?\d+)?%?/g) ?? []).map(number);
  const scale = space === 'color' ? 1 : 255;
  return { red: clamp(red / scale), green: clamp(green / scale), blue: clamp(blue / scale), alpha };
}

const number = (text: string) => Number.parseFloat(text) / (text.endsWith('%') ? 100 : 1);
const clamp = (value: number) => Math.min(1, Math.max(0, value));

function convert(color: string): Color {
  const { style } = document.body;
  style.color = `color-mix(in srgb, ${color}, ${color})`;
  const { color: mixed } = getComputedStyle(document.body);
  style.color = '';
  // `none` is a component that counts as 0.
  return /^(?:rgba?|color)\(/.test(mixed) ? readColor(mixed.replace(/\bnone\b/g, '0')) : OPAQUE_BLACK;
}

const OPAQUE_BLACK: Color = { red: 0, green: 0, blue: 0, alpha: 1 };

/** Paints a colour over an opaque one. */
export function over(top: Color, { red, green, blue }: Color): Color {
  const mix = (above: number, below: number) => above * top.alpha + below * (1 - top.alpha);
  return { red: mix(top.red, red), green: mix(top.green, green), blue: mix(top.blue, blue), alpha: 1 };
}

/** Returns the contrast ratio of two opaque colours, from 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((low, high) => low - high);
  return (light + 0.05) / (dark + 0.05);
}

function luminance({ red, green, blue }: Color): number {
  const [linearRed = 0, linearGreen = 0, linearBlue = 0] = [red, green, blue].map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * linearRed + 0.7152 * linearGreen + 0.0722 * linearBlue;
}

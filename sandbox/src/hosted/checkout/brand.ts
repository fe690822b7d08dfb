import type Stripe from 'stripe';
import { TYPEFACES } from '../../resources/checkout-sessions/index.js';

type Branding = Stripe.Checkout.Session.BrandingSettings;

const RADII: Record<string, string> = { pill: '1.5rem', rectangular: '0', rounded: '.5rem' };

/** Returns the rules by which a page looks as its shop wants. All values are read from lists, or are colours. */
export function brandStyle({ background_color, border_style, button_color, font_family }: Branding): string {
  const radius = RADII[border_style] ?? RADII.rounded;
  const scheme = isDark(background_color) ? 'dark' : 'light';
  return `
:root { color-scheme: ${scheme}; }
body { background: ${background_color}; font-family: ${typefaceOf(font_family)}; }
button, button.main, input:not([type="checkbox"], [type="radio"]), select { border-radius: ${radius}; }
button.main { background: ${button_color}; border-color: ${button_color}; color: ${isDark(button_color) ? '#fff' : '#000'}; }
`;
}

/** Returns the appearance of the payment form in such a page. */
export const brandLook = ({ background_color, border_style, button_color }: Branding): object => ({
  theme: isDark(background_color) ? 'night' : 'stripe',
  variables: {
    borderRadius: { pill: '24px', rectangular: '0px' }[border_style as 'pill'] ?? '8px',
    colorBackground: background_color,
    colorPrimary: button_color,
  },
});

const typefaceOf = (family: string) =>
  Object.entries(TYPEFACES).find(([, families]) => families.includes(family))?.[0] ?? 'system-ui, sans-serif';

/** The relative luminance at which black and white are as readable as each other (WCAG 2). */
const MIDDLE = 0.179;

function isDark(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < MIDDLE;
}

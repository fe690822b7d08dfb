import type Stripe from 'stripe';
import * as v from 'valibot';
import { clearable, text } from '../../kernel/http/params.js';

/** Families of typefaces that the public API names, by what a system has that is like them. Nothing is fetched. */
export const TYPEFACES: Readonly<Record<string, readonly string[]>> = {
  'ui-monospace, monospace': ['inconsolata', 'm_plus_1_code', 'source_code_pro'],
  'ui-serif, Georgia, serif': [
    ...[
      'bitter',
      'hahmlet',
      'lora',
      'noto_serif',
      'pridi',
      'pt_serif',
      'roboto_slab',
      'titillium_web',
      'zen_old_mincho',
    ],
  ],
  'system-ui, sans-serif': [
    ...[
      'be_vietnam_pro',
      'chakra_petch',
      'default',
      'inter',
      'lato',
      'montserrat',
      'noto_sans',
      'noto_sans_jp',
      'nunito',
    ],
    ...['open_sans', 'pt_sans', 'raleway', 'roboto', 'source_sans_pro', 'ubuntu_mono', 'zen_maru_gothic'],
  ],
};

const color = v.pipe(v.string(), v.regex(/^#[\da-f]{6}$/i, 'color'), v.toLowerCase());

/** Reads how the page looks. Pictures are not taken, because they are on other hosts. */
export const brandingParam = v.strictObject({
  background_color: v.optional(clearable(color)),
  border_style: v.optional(clearable(v.picklist(['pill', 'rectangular', 'rounded']))),
  button_color: v.optional(clearable(color)),
  display_name: v.optional(text(100)),
  font_family: v.optional(clearable(v.picklist(Object.values(TYPEFACES).flat()))),
});

/** Returns how the page looks, with what holds for what is not said. */
export const brandingOf = (
  given: v.InferOutput<typeof brandingParam>,
): Stripe.Checkout.Session.BrandingSettings => ({
  background_color: given.background_color ?? '#ffffff',
  border_style: given.border_style ?? 'rounded',
  button_color: given.button_color ?? '#0b57d0',
  display_name: given.display_name ?? '',
  font_family: given.font_family ?? 'default',
  icon: null,
  logo: null,
});

import type { JsonObject, Tell } from '../../../wire/index.js';
import { servePage } from '../../runtime/serve-page.js';

/**
 * Serves a page as `servePage` does. Where its group has no appearance, the Element has the look that a Payment Element has
 * then: the theme `stripe`, or `night` where the page is dark.
 */
export function serveThemed(start: Parameters<typeof servePage>[0]): void {
  const { style } = document.body;
  // Until the theme is applied, so that no one sees it change.
  style.visibility = 'hidden';
  servePage((opening, toPage) => {
    const tell: Tell = (message) => {
      if (message.type === 'ready') style.visibility = '';
      toPage(message);
    };
    const { call, receive } = start({ ...opening, options: themed(opening.options) }, tell);
    return {
      call,
      receive(message) {
        receive?.(message.type === 'update' ? { ...message, options: themed(message.options) } : message);
      },
    };
  });
}

const themed = (options: JsonObject): JsonObject => ({
  ...options,
  appearance: options.appearance ?? { theme: options.colorScheme === 'dark' ? 'night' : 'stripe' },
});

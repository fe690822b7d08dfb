import { PROTOCOL, type Tell } from '../../../wire/index.js';
import { heightOf } from '../../runtime/element-document.js';
import { runElement } from '../../runtime/run-element.js';
import { type Service, servePage } from '../../runtime/serve-page.js';
import { payment } from './element.js';

/** Room around the boxes for a focus ring, in CSS pixels. `payment.css` has the same value. */
const OUTSET = 4;

const root = document.getElementById('card') as HTMLElement;
// Unlike a card's fields, the form has buttons and choices, which take clicks and Enter themselves.
root.addEventListener('mousedown', (event) => event.stopImmediatePropagation());
root.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) event.stopPropagation();
});
// The frame is as high as its content. A browser scrolls it where a field gets the focus before the page has made room.
addEventListener('scroll', () => scrollTo(0, 0));

const element = payment(root);

/** Serves a page that learns that the form is ready once the host has said which methods there are. */
function servePayment(start: (...args: Parameters<Parameters<typeof servePage>[0]>) => Service): void {
  servePage((opening, toPage) => {
    const tell: Tell = (message) => {
      if (message.type === 'ready') void tellReady(message);
      else toPage(message.type === 'look' ? { ...message, outset: OUTSET } : message);
    };

    async function tellReady(message: Parameters<Tell>[0] & { type: 'ready' }) {
      const error = await element.loaded();
      if (error) toPage({ type: 'refused', protocol: PROTOCOL, error });
      else toPage({ ...message, height: heightOf(root), focused: document.hasFocus() });
    }

    tell({ type: 'look', scheme: 'light', outset: OUTSET });
    const service = start(opening, tell);
    return {
      call: service.call,
      receive(message) {
        if (message.type === 'collapse') element.collapse();
        else service.receive?.(message);
      },
    };
  });
}

runElement(
  () => element,
  { root, title: 'title_payment', showTexts: element.showTexts, show() {} },
  servePayment,
);

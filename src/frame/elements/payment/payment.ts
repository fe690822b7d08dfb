import { PROTOCOL, type Tell, type WireError } from '../../../wire/index.js';
import { heightOf } from '../../runtime/element-document.js';
import { runElement } from '../../runtime/run-element.js';
import { type Service, servePage } from '../../runtime/serve-page.js';
import { payment } from './element.js';

/** Height of a card's form, in CSS pixels: that of a form whose parent is hidden, where it has none yet. */
const CARD_HEIGHT = 300;

const root = document.getElementById('card') as HTMLElement;
const skeleton = root.querySelector('.skeleton') as HTMLElement;
// Unlike a card's fields, the form has buttons and choices, which take clicks and Enter themselves.
root.addEventListener('mousedown', (event) => event.stopImmediatePropagation());
root.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) event.stopPropagation();
});
// Until then, the form keeps the height of its place in the page.
root.addEventListener('focusin', () => root.classList.add('used'), { once: true });
// The frame is as high as its content. A browser scrolls it where a field gets the focus before the page has made room.
addEventListener('scroll', () => scrollTo(0, 0));

const element = payment(root);
addEventListener('resize', element.fit);
// In the time that the page takes to answer that the document is there.
addEventListener('load', () => setTimeout(element.createCard));

/**
 * Serves a page that learns that the form is ready once the host has said which methods there are, or a card was opened before
 * that. Then a refusal may still come.
 */
function servePayment(start: (...args: Parameters<Parameters<typeof servePage>[0]>) => Service): void {
  servePage((opening, toPage) => {
    let height = 0;
    let look: Parameters<Tell>[0] | undefined;
    const tell: Tell = (message) => {
      if (message.type === 'ready') void tellReady(message);
      else if (message.type === 'resize') tellHeight();
      // The place that the page keeps for the form stays as it is until the form is there.
      else if (message.type === 'look' && !height) look = message;
      else toPage(message);
    };

    /** Tells each new height at once, because browsers do not observe in a frame that is out of sight. */
    function tellHeight() {
      const now = heightOf(root);
      if (!height || !now || now === height) return;
      height = now;
      toPage({ type: 'resize', height });
    }

    function refuse(error: WireError | undefined) {
      if (error) toPage({ type: 'refused', protocol: PROTOCOL, error });
      return error;
    }

    async function tellReady(message: Parameters<Tell>[0] & { type: 'ready' }) {
      // A form that waited is ready before it reports its methods, which wait for the same answer.
      if (!element.isOpen() && refuse(await element.loaded())) return;
      height = heightOf(root) || CARD_HEIGHT;
      if (look) toPage(look);
      toPage({ ...message, height, focused: document.hasFocus() });
      // A browser takes longer to name the countries than for all before that.
      if (!refuse(await element.loaded())) setTimeout(element.nameCountries);
    }

    const service = start(opening, tell);
    element.foresee(skeleton);
    return {
      async call(message) {
        const answer = await service.call(message);
        tellHeight();
        return answer;
      },
      receive(message) {
        if (message.type === 'collapse') element.collapse();
        else service.receive?.(message);
        tellHeight();
      },
    };
  });
}

runElement(
  () => element,
  { root, title: 'title_payment', showTexts: element.showTexts, show() {} },
  servePayment,
);

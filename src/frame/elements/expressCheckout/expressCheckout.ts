import { PROTOCOL, type Tell, type WireError } from '../../../wire/index.js';
import { heightOf } from '../../runtime/element-document.js';
import { runElement } from '../../runtime/run-element.js';
import { type Service, servePage } from '../../runtime/serve-page.js';
import { fetchSession } from '../payment/session.js';
import { expressCheckout } from './element.js';
import { shareSession } from './group-wallet.js';

const root = document.getElementById('card') as HTMLElement;
// Buttons take clicks and Enter themselves.
root.addEventListener('mousedown', (event) => event.stopImmediatePropagation());
root.addEventListener('keydown', (event) => event.key === 'Enter' && event.stopPropagation());

const element = expressCheckout(root, { ask: fetchSession, share: shareSession });
addEventListener('resize', element.fit);

/** Serves a page that learns that the buttons are ready once the host has said which wallets there are. */
function serveExpress(start: (...args: Parameters<Parameters<typeof servePage>[0]>) => Service): void {
  servePage((opening, toPage) => {
    const tell: Tell = (message) => {
      if (message.type === 'ready') void tellReady(message);
      else toPage(message);
    };

    function refuse(error: WireError | undefined) {
      if (error) toPage({ type: 'refused', protocol: PROTOCOL, error });
      return error;
    }

    async function tellReady(message: Parameters<Tell>[0] & { type: 'ready' }) {
      if (refuse(await element.loaded())) return;
      toPage({ ...message, height: heightOf(root), details: element.details() });
    }

    const { call, receive } = start(opening, tell);
    return {
      call,
      receive(message) {
        element.receive(message);
        receive?.(message);
      },
    };
  });
}

runElement(
  () => element,
  { root, title: 'title_expressCheckout', showTexts: element.showTexts, show() {} },
  serveExpress,
);

import { isRecord, type JsonObject, PROTOCOL, type Tell, type WireError } from '../../wire/index.js';
import { type Answer, notHere, unreachable } from '../api/answer.js';
import { sessionIdIn } from '../api/checkout-secret.js';
import { createSender } from '../api/sender.js';
import { heightOf, speakLocale, watchHeight } from '../runtime/element-document.js';
import { servePage } from '../runtime/serve-page.js';
import { dark, loadPage, root, showProblem, showTexts, takeScheme } from './view.js';

/** What the page of a session reaches of this frame around it, in the place of a window of its own. */
interface Around {
  /** Has the shop's page do what the customer's bank asks for. That may lead away from it. */
  act(clientSecret: string): Promise<JsonObject>;
  /** The names of the handlers that the shop has. */
  asks: unknown[];
  dark: typeof dark;
  /** Asks for the page as the server has it now. */
  fetchPage(): Promise<Response>;
  /** Is called once the session is complete. */
  leave(): void;
  /** Asks a handler of the shop's whether the customer may change something. */
  permits(handler: string, event: JsonObject): Promise<JsonObject>;
  reload(): void;
}

declare global {
  interface Window {
    aroundCheckout: Around;
  }
}

/** The path of the pages of sessions that are embedded. */
const PAGE_PATH = '/pay/embedded';

/** Serves the frame in which a shop's page shows the page of a Checkout Session. */
servePage((init, tell) => {
  const send = createSender(init);
  const ask = createQuestions(tell);
  let secret = '';
  let agent = '';

  takeScheme(init.options.colorScheme === 'dark');
  void speakLocale(init.options, () => tell({ type: 'title', title: showTexts() }));
  tell({ type: 'ready', protocol: PROTOCOL, height: heightOf(root) });
  const reportHeight = watchHeight(root, tell);

  /** Shows the session as it is now: to be paid, complete or expired. */
  async function open(): Promise<Answer> {
    const id = sessionIdIn(secret) ?? '';
    const request = { path: `/v1/payment_pages/${id}/init`, params: { client_secret: secret } };
    const answer = await send(request, agent);
    if ('error' in answer) return failed(answer);
    const { status = null, url: address = null } = answer.value;
    if (status === 'complete') tell({ type: 'event', name: 'complete', details: { address } });
    return (await loadPage(secret, reportHeight)) ? { value: { status } } : failed(unreachable());
  }

  function failed(answer: { error: WireError }): Answer {
    showProblem(answer.error.message);
    reportHeight();
    return answer;
  }

  window.aroundCheckout = {
    act: (clientSecret) => ask.page('act', { client_secret: clientSecret }),
    asks: [init.options.asks].flat(),
    dark,
    fetchPage: () =>
      fetch(PAGE_PATH, { method: 'POST', body: new URLSearchParams({ client_secret: secret }) }),
    leave: open,
    permits: (handler, event) => ask.page(handler, { event }),
    reload: open,
  };

  return {
    call({ agent: name, method, params }) {
      if (method === 'retrieve') {
        const path = `/v1/payment_pages/${encodeURIComponent(`${params.session}`)}/url`;
        return send({ path, params: {} }, name);
      }
      if (method !== 'prepare') return notHere();
      agent = name;
      secret = `${params.client_secret}`;
      return open();
    },
    receive(message) {
      if (message.type !== 'update') return;
      const { answer, colorScheme } = message.options;
      if (isRecord(answer)) ask.answered(answer as JsonObject);
      else takeScheme(colorScheme === 'dark');
    },
  };
});

/** Creates the way to ask the shop's page something, which answers it by an update. */
function createQuestions(tell: Tell) {
  const open = new Map<unknown, (answer: JsonObject) => void>();
  let last = 0;
  return {
    page: (name: string, details: JsonObject) =>
      new Promise<JsonObject>((resolve) => {
        open.set(++last, resolve);
        tell({ type: 'event', name, details: { ...details, id: last } });
      }),
    answered({ id, ...answer }: JsonObject) {
      open.get(id)?.(answer);
      open.delete(id);
    },
  };
}

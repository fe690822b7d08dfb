import { isRecord, type JsonObject, own } from '../../wire/index.js';
import { resolveTarget } from '../elements/container.js';
import { IntegrationError, PayframeError } from '../errors.js';
import { refuse, refuseSecret, requireObject } from '../input/options.js';
import { onSchemeChange, schemeOf } from '../link/color-scheme.js';
import type { FrameContext } from '../link/frame-context.js';
import type { FrameLink } from '../link/frame-link.js';
import { leave } from '../methods/redirect.js';
import type { EmbeddedCheckoutAnswer, Payframe, PayframeEmbeddedCheckout } from '../types/index.js';
import type { Owner } from './owner.js';

// biome-ignore lint/suspicious/noExplicitAny: A page may pass anything, whatever the types say.
type Handler = (...given: any[]) => any;

const HANDLERS = ['onComplete', 'onLineItemsChange', 'onShippingDetailsChange'] as const;

type Handlers = Partial<Record<(typeof HANDLERS)[number], Handler>>;

/** Pattern of the client secret of a Checkout Session. */
const CLIENT_SECRET = /^cs_\w+_secret_\w+$/;

/** The embedded Checkout that the page has. A second one could not say whose purchase it is. */
let current: object | undefined;

/**
 * Creates the page of a Checkout Session, to be shown in the shop's page.
 *
 * @throws IntegrationError for wrong options, and where there is one that was not destroyed.
 */
export async function createEmbeddedCheckoutPage(
  { context, payframe }: Owner,
  given: unknown,
): Promise<PayframeEmbeddedCheckout> {
  const options = requireObject(given, 'options');
  const handlers = readHandlers(options);
  if (current) {
    throw new IntegrationError(
      'The page has an embedded Checkout: destroy it before you create another one.',
      'embedded_checkout_exists',
    );
  }
  const mine = {};
  current = mine;
  const end = () => {
    if (current === mine) current = undefined;
  };
  try {
    const secret = await readSecret(options);
    return createObject({
      context,
      handleNextAction: payframe.handleNextAction,
      handlers,
      secret,
      end,
    });
  } catch (error) {
    end();
    throw error;
  }
}

function readHandlers(options: Record<string, unknown>): Handlers {
  const handlers: Handlers = { __proto__: null } as Handlers;
  for (const name of HANDLERS) {
    const handler = own(options, name) ?? undefined;
    if (handler !== undefined && typeof handler !== 'function') refuse(name, 'a function', typeof handler);
    handlers[name] = handler as Handler;
  }
  return handlers;
}

async function readSecret(options: Record<string, unknown>): Promise<string> {
  const fetchSecret = own(options, 'fetchClientSecret');
  const given = own(options, 'clientSecret') ?? undefined;
  if (given !== undefined && fetchSecret)
    throw new IntegrationError(
      'Pass options.clientSecret or options.fetchClientSecret, not both.',
      'invalid_option',
      'clientSecret',
    );
  const secret = typeof fetchSecret === 'function' ? await fetchSecret() : await given;
  if (typeof secret === 'string' && CLIENT_SECRET.test(secret)) return secret;
  refuseSecret(`${secret}`, 'clientSecret');
  throw new IntegrationError(
    'createEmbeddedCheckoutPage takes the client_secret of a Checkout Session with ui_mode=embedded_page, as clientSecret or by ' +
      'fetchClientSecret.',
    'invalid_client_secret',
    'clientSecret',
  );
}

interface Parts {
  context: FrameContext;
  handleNextAction: Payframe['handleNextAction'];
  handlers: Handlers;
  secret: string;
  /** Is called once it is destroyed. */
  end(): void;
}

function createObject({ context, handleNextAction, handlers, secret, end }: Parts): PayframeEmbeddedCheckout {
  let link: FrameLink | undefined;
  let stop = () => {};
  let isDestroyed = false;

  function requireAlive() {
    if (isDestroyed) {
      throw new IntegrationError(
        'The embedded Checkout was destroyed. Create another one.',
        'embedded_checkout_destroyed',
      );
    }
  }

  function mount(location: unknown) {
    requireAlive();
    const node = resolveTarget(location);
    if (link?.iframe.parentNode === node) return;
    unmount();
    node.replaceChildren();
    let scheme = schemeOf(node);
    const opened = context.openFrame(context, node, {
      path: 'checkout.html',
      title: 'Checkout',
      // It shows other documents of the host. Its own policy says what they may do.
      embeds: true,
      options: () => ({ asks: HANDLERS.filter((name) => handlers[name]), colorScheme: scheme }),
      onMessage(message) {
        const { iframe } = opened;
        if (message.type === 'title') iframe.title = message.title;
        if (message.type === 'ready' || message.type === 'resize')
          iframe.style.height = `${message.height}px`;
        if (message.type === 'event') void receive(opened, message.name, message.details);
      },
      onFailure(error, moved) {
        release();
        if (moved) mount(node);
        else console.error(new PayframeError(error));
      },
    });
    link = opened;
    // Room for the page, so that little on the shop's page moves when it comes.
    opened.iframe.style.height = '320px';
    opened.iframe.style.setProperty('color-scheme', scheme);
    stop = onSchemeChange(() => {
      if (schemeOf(node) === scheme) return;
      scheme = schemeOf(node);
      opened.iframe.style.setProperty('color-scheme', scheme);
      opened.send({ type: 'update', options: { colorScheme: scheme } });
    });
    void opened.ask('prepare', { client_secret: secret }).then(({ error }) => {
      // The frame shows it to the customer; the console tells the developer.
      if (error && link === opened) console.error(new PayframeError(error));
    });
  }

  async function receive(from: FrameLink, name: string, details: JsonObject) {
    if (name === 'complete') return complete(from, details.address);
    const answer = await answerTo(name, details);
    from.send({ type: 'update', options: { answer: { ...answer, id: details.id ?? null } } });
  }

  async function answerTo(name: string, { client_secret, event }: JsonObject): Promise<JsonObject> {
    if (name === 'act') {
      const { error } = await handleNextAction({ clientSecret: `${client_secret}` });
      if (!error) return {};
      const { code = null, decline_code: reason = null, message } = error;
      return { error: { code, decline_code: reason, message } };
    }
    const handler = HANDLERS.includes(name as 'onComplete') ? handlers[name as keyof Handlers] : undefined;
    try {
      const answer: EmbeddedCheckoutAnswer | undefined = await handler?.(event);
      if (!isRecord(answer) || own(answer, 'type') !== 'reject') return { type: 'accept' };
      return { type: 'reject', errorMessage: `${own(answer, 'errorMessage') ?? ''}` };
    } catch (error) {
      // Nothing changes that the shop has not agreed to.
      console.error(error);
      return { type: 'reject', errorMessage: '' };
    }
  }

  function complete(from: FrameLink, address: unknown) {
    if (typeof address === 'string') return leave(address);
    // What is shown now may be much lower.
    from.iframe.scrollIntoView({ block: 'nearest' });
    const { onComplete } = handlers;
    // Once, also where it is mounted again.
    delete handlers.onComplete;
    return onComplete?.();
  }

  function release() {
    stop();
    link = undefined;
  }

  function unmount() {
    requireAlive();
    link?.close();
    release();
  }

  return {
    mount,
    unmount,
    destroy() {
      if (isDestroyed) return;
      unmount();
      isDestroyed = true;
      end();
    },
  };
}

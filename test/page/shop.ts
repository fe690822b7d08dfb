import {
  type CardElementOptions,
  Payframe,
  type PayframeCardElement,
  type PayframeOptions,
} from '../../src/page/index.js';
import { publishable } from '../keys/make-keys.js';
import { type FakeFrame, frameIn, host } from './fake-frame.js';

/** A container in the page, as a shop lays it out. */
export function makeContainer(id = 'card', parent: Node = document.body): HTMLDivElement {
  const container = document.createElement('div');
  container.id = id;
  parent.appendChild(container);
  return container;
}

export const makePayframe = (options: PayframeOptions = {}) => Payframe(publishable, { host, ...options });

export interface Shop {
  payframe: ReturnType<typeof makePayframe>;
  elements: ReturnType<ReturnType<typeof makePayframe>['elements']>;
  card: PayframeCardElement;
  container: HTMLDivElement;
  frame: FakeFrame;
}

/** A page with a mounted card Element whose frame has answered. */
export async function makeShop(cardOptions?: CardElementOptions, options?: PayframeOptions): Promise<Shop> {
  const payframe = makePayframe(options);
  const elements = payframe.elements();
  const card = elements.create('card', cardOptions);
  const container = makeContainer();
  card.mount(container);
  const frame = await frameIn(container).start();
  return { payframe, elements, card, container, frame };
}

/** A deep Proxy around everything that is read and returned, as Vue's `reactive` makes. */
export function reactive<T extends object>(target: T): T {
  return new Proxy(target, {
    get(object, name, receiver) {
      const value: unknown = Reflect.get(object, name, receiver);
      const frozen = Reflect.getOwnPropertyDescriptor(object, name)?.configurable === false;
      return value !== null && typeof value === 'object' && !frozen ? reactive(value) : value;
    },
  });
}

/** Runs what must throw, and returns what it threw. */
export function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

/** Everything of an error that could reach a log or a screen. */
export const traces = (error: unknown): string => {
  const real = error as Error;
  return [
    real.message,
    real.stack,
    String(real),
    real.name,
    JSON.stringify(real),
    JSON.stringify({ ...real }),
    String(real.cause),
    Object.getOwnPropertyNames(real)
      .map((name) => String((real as unknown as Record<string, unknown>)[name]))
      .join(),
  ].join('\n');
};

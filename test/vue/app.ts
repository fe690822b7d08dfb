import { type App, createApp, defineComponent, h, nextTick, shallowReactive, type VNodeChild } from 'vue';
import type { Payframe } from '../../src/page/index.js';
import { Elements, type ElementsProps } from '../../src/vue/index.js';
import { type FakeFrame, flush, frameOf } from '../page/fake-frame.js';
import { makePayframe } from '../page/shop.js';

let apps: App[] = [];

/** An app under a provider; `show` renders anew, with everything in it made anew, as apps do it. */
export function renderApp(children: () => VNodeChild, given: Partial<ElementsProps> = {}) {
  const state = shallowReactive({
    children,
    props: { payframe: given.payframe === undefined ? makePayframe() : given.payframe, ...given },
  });
  const payframe = state.props.payframe as Payframe;
  const unmount = render(() => h(Elements, state.props, { default: () => state.children() }));
  return {
    payframe,
    unmount,
    async show(content: () => VNodeChild, changed: Partial<ElementsProps> = {}) {
      Object.assign(state, { children: content, props: { ...state.props, ...changed } });
      await nextTick();
    },
  };
}

/** Mounts an app of its own; returns what takes it away. What is thrown in it is thrown here, or told later. */
export function render(content: () => VNodeChild, onError?: (error: unknown) => void): () => void {
  const app = createApp(defineComponent({ setup: () => content }));
  const thrown: unknown[] = [];
  const note = onError ?? ((error) => thrown.push(error));
  app.config.errorHandler = (error) => note(error);
  const root = document.body.appendChild(document.createElement('div'));
  apps.push(app);
  app.mount(root);
  if (thrown.length) throw thrown[0];
  return () => {
    app.unmount();
    root.remove();
    apps = apps.filter((other) => other !== app);
  };
}

export function cleanup(): void {
  for (const app of apps) app.unmount();
  apps = [];
}

export const iframes = (): HTMLIFrameElement[] => [...document.querySelectorAll('iframe')];

/** The fake in the page's only iframe, once it has answered. */
export const startFrame = (): Promise<FakeFrame> => frameOf(iframes()[0]).start();

/** Has a frame say something, and lets Vue do what follows of it. */
export async function say(frame: FakeFrame, ...messages: unknown[]): Promise<void> {
  for (const message of messages) frame.send(message);
  await flush();
}

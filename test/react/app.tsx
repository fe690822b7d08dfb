import { act, render } from '@testing-library/react';
import { Component, type ReactNode } from 'react';
import { vi } from 'vitest';
import type { Payframe } from '../../src/page/index.js';
import { Elements, type ElementsProps } from '../../src/react/index.js';
import { type FakeFrame, flush, frameOf } from '../page/fake-frame.js';
import { makePayframe } from '../page/shop.js';

/** An app under a provider; what is rendered anew comes in another provider's element each time, as apps do it. */
export function renderApp(
  children: ReactNode,
  { strict, ...props }: Partial<ElementsProps> & { strict?: boolean } = {},
) {
  const payframe = props.payframe === undefined ? makePayframe() : props.payframe;
  const app = (content: ReactNode, changed: Partial<ElementsProps> = {}) => (
    <Elements payframe={payframe} {...props} {...changed}>
      {content}
    </Elements>
  );
  const { rerender, unmount } = render(app(children), { reactStrictMode: strict });
  return {
    payframe: payframe as Payframe,
    unmount,
    show: (content: ReactNode, changed?: Partial<ElementsProps>) => rerender(app(content, changed)),
  };
}

export const iframes = (): HTMLIFrameElement[] => [...document.querySelectorAll('iframe')];

/** The fake in the page's only iframe, once it has answered. */
export const startFrame = (): Promise<FakeFrame> => act(() => frameOf(iframes()[0]).start());

/** Has a frame say something, and lets React do what follows of it. */
export const say = (frame: FakeFrame, ...messages: unknown[]): Promise<void> =>
  act(async () => {
    for (const message of messages) frame.send(message);
    await flush();
  });

/** Counts the iframes that are made from now on. */
export function countFrames(): () => number {
  const make = vi.spyOn(document, 'createElement');
  return () => make.mock.calls.filter(([tag]) => tag === 'iframe').length;
}

/** Shows nothing where what is in it fails. */
export class Boundary extends Component<{ onError(error: Error): void; children: ReactNode }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override componentDidCatch(error: Error) {
    this.props.onError(error);
  }
  override render() {
    return this.state.failed ? null : this.props.children;
  }
}

/** Mounts, renders and unmounts a card over and over, at every stage of its loading. */
import { loadPayframe } from 'payframe';
import { CardElement, Elements } from 'payframe/react';
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

const node = document.getElementById('root') as HTMLElement;
const { key = '', host } = node.dataset;
const loading = loadPayframe(key, { host });
const root = createRoot(node);

const render = (locale: string, onReady?: () => void) =>
  flushSync(() =>
    root.render(
      <StrictMode>
        <Elements payframe={loading} options={{ locale }}>
          <CardElement className={locale} options={{ hideIcon: locale === 'fr' }} onReady={onReady} />
        </Elements>
      </StrictMode>,
    ),
  );

async function rounds(count: number) {
  for (let round = 0; round < count; round++) {
    // Most are gone before they could load; some have been used.
    if (round % 10) render('en');
    else await new Promise<void>((resolve) => render('en', resolve));
    await loading;
    render('fr');
    flushSync(() => root.render(null));
  }
  // Effects that React puts off until after the paint.
  await new Promise((resolve) => setTimeout(resolve, 100));
}

Object.assign(window, { rounds });

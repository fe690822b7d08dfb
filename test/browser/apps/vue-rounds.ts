/** Mounts, renders and unmounts a card over and over, at every stage of its loading. */
import { loadPayframe } from 'payframe';
import { CardElement, Elements } from 'payframe/vue';
import { createApp, h, nextTick, shallowReactive } from 'vue';

const node = document.getElementById('root') as HTMLElement;
const { key = '', host } = node.dataset;
const loading = loadPayframe(key, { host });
const state = shallowReactive<{ locale: string; onReady?: () => void }>({ locale: '' });

createApp({
  render: () =>
    state.locale &&
    h(Elements, { payframe: loading, options: { locale: state.locale } }, () =>
      h(CardElement, {
        class: state.locale,
        options: { hideIcon: state.locale === 'fr' },
        onReady: state.onReady,
      }),
    ),
}).mount(node);

async function render(locale: string, onReady?: () => void) {
  Object.assign(state, { locale, onReady });
  await nextTick();
}

async function rounds(count: number) {
  for (let round = 0; round < count; round++) {
    // Most are gone before they could load; some have been used.
    if (round % 10) await render('en');
    else await new Promise<void>((resolve) => render('en', resolve));
    await loading;
    await render('fr');
    await render('');
  }
}

Object.assign(window, { rounds });

/**
 * The React binding under a development server that replaces modules while the page is open.
 *
 * @module-tag thorough
 */
import react from '@vitejs/plugin-react';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clickInto } from './click-into.js';
import { type HotApp, openHotApp } from './hot.js';

let app: HotApp;

const title = (text: string) => `export const Title = () => <h1>${text}</h1>;`;

const card = (text: string) => `
  import { CardElement } from 'payframe/react';
  import { Title } from './title.jsx';
  export const Card = () => <><Title /><p>${text}</p><CardElement id="card" /></>;`;

const main = (key: string, host: string) => `
  import { createRoot } from 'react-dom/client';
  import { StrictMode } from 'react';
  import { loadPayframe } from 'payframe';
  import { Elements } from 'payframe/react';
  import { Card } from './card.jsx';
  const payframe = loadPayframe('${key}', { host: '${host}' });
  createRoot(document.getElementById('root')).render(
    <StrictMode><Elements payframe={payframe}><Card /></Elements></StrictMode>,
  );`;

beforeAll(async () => {
  app = await openHotApp({
    plugin: react(),
    packages: ['react-dom', 'react'],
    files: ({ publishableKey, url }) => ({
      'main.jsx': main(publishableKey, url),
      'card.jsx': card('Before'),
      'title.jsx': title('Before'),
    }),
  });
});

afterAll(() => app?.close());

test('a component that is edited around a card keeps the frame and what was typed', async () => {
  const { page, number, console, edit } = app;
  await clickInto(number);
  await page.keyboard.type('4242');
  await edit('card.jsx', card('After'), 'After');
  expect(await number.inputValue()).toBe('4242');
  await edit('title.jsx', title('Later'), 'Later');
  expect(await number.inputValue()).toBe('4242');
  expect(await page.locator('iframe').count()).toBe(1);
  expect(console).toEqual([]);
});

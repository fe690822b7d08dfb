import { isRecord, type Json, type JsonObject } from '../../../wire/index.js';
import { createNode } from '../../form/nodes.js';
import type { TextKey } from '../../language/locales/texts.js';
import { text } from '../../language/texts.js';
import './texts.js';
import type { Wallet } from './wallets.js';

/** Heights that the option `buttonHeight` can have, and the one without it, in CSS pixels. */
const HEIGHTS = { least: 40, most: 55, usual: 44 };
/** Least width of a button with the space beside it, in CSS pixels. */
const COLUMN = 160;

/** Types of buttons with a text, by their names in the options. Buttons of other types show the wallet's name only. */
const TYPES: Record<string, TextKey> = {
  book: 'wallet_book',
  buy: 'wallet_buy',
  buynow: 'wallet_buy',
  checkout: 'wallet_checkout',
  'check-out': 'wallet_checkout',
  donate: 'wallet_donate',
  order: 'wallet_order',
  pay: 'wallet_pay',
  subscribe: 'wallet_subscribe',
};

const APPLE_TYPE = '-apple-pay-button-type';

const THEMES = /^(?:black|white|white-outline|gold|blue|silver)$/;

/** Creates the buttons of the wallets in a node. */
export function createButtons(root: HTMLElement, choose: (wallet: Wallet) => void) {
  const list = createNode('div', 'buttons');
  const more = createNode('button', 'more');
  more.type = 'button';
  let wallets: Wallet[] = [];
  let options: JsonObject = {};
  let isTest = true;
  let isOpen = false;
  root.append(list, more);
  more.addEventListener('click', () => {
    isOpen = !isOpen;
    arrange();
  });

  function show(shown: Wallet[], given: JsonObject, test: boolean) {
    const isSame =
      shown.length === wallets.length && shown.every((wallet, index) => wallet === wallets[index]);
    [wallets, options, isTest] = [shown, given, test];
    // A button that stays keeps the focus.
    if (!isSame) list.replaceChildren(...wallets.map(createButton));
    draw();
    arrange();
  }

  function createButton(wallet: Wallet) {
    const button = createNode('button', 'wallet');
    button.type = 'button';
    button.dataset.wallet = wallet.type;
    button.addEventListener('click', () => choose(wallet));
    return button;
  }

  /** Draws the texts and colours of all buttons. */
  function draw() {
    for (const [index, { option, name }] of wallets.entries()) {
      const button = list.children[index] as HTMLElement;
      const theme = `${own(options.buttonTheme, option)}`;
      button.dataset.theme = THEMES.test(theme) ? theme : '';
      const type = `${own(options.buttonType, option)}`;
      button.textContent = labelOf(type, name);
      // A browser that draws Apple's button has the texts of these types itself.
      button.style.removeProperty(APPLE_TYPE);
      if (option === 'applePay') button.style.setProperty(APPLE_TYPE, type);
      if (isTest) button.append(' ', testMark());
    }
    const { buttonHeight: height } = options;
    const px =
      typeof height === 'number' ? Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, height)) : HEIGHTS.usual;
    root.style.setProperty('--height', `${px}px`);
  }

  /** Lays the buttons out in as many columns as the options and the width of the document allow. */
  function arrange() {
    // Before the width is read: what is hidden has none.
    root.hidden = !wallets.length;
    const { maxColumns, maxRows, overflow } = isRecord(options.layout) ? options.layout : {};
    const fitting = Math.max(1, Math.floor(root.clientWidth / COLUMN));
    const columns = Math.min(fitting, Number(maxColumns) || wallets.length, wallets.length) || 1;
    const room = overflow === 'never' || !Number(maxRows) ? wallets.length : columns * Number(maxRows);
    list.style.setProperty('--columns', `${columns}`);
    for (const [index, button] of [...list.children].entries())
      (button as HTMLElement).hidden = !isOpen && index >= room;
    more.hidden = wallets.length <= room;
    more.ariaExpanded = `${isOpen}`;
    more.textContent = text(isOpen ? 'wallets_less' : 'wallets_more');
  }

  return {
    show,
    arrange,
    showTexts() {
      draw();
      arrange();
    },
    first: () => list.firstElementChild as HTMLElement | null,
  };
}

const own = (given: Json | undefined, name: string): Json | undefined =>
  isRecord(given) && Object.hasOwn(given, name) ? (given as JsonObject)[name] : undefined;

const labelOf = (type: string, name: string): string =>
  Object.hasOwn(TYPES, type) ? text(TYPES[type] as TextKey).replace('{wallet}', name) : name;

/** Says on the button that it pays no money. */
function testMark(): HTMLElement {
  const mark = createNode('small', 'test');
  mark.textContent = 'TEST';
  return mark;
}

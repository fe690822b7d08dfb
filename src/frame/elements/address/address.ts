import { runElement } from '../../runtime/run-element.js';
import { servePage } from '../../runtime/serve-page.js';
import { address } from './element.js';

const root = document.getElementById('card') as HTMLElement;
// Unlike a card's fields, the form has buttons and choices, which take clicks and Enter themselves.
root.addEventListener('mousedown', (event) => event.stopImmediatePropagation());
root.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) event.stopPropagation();
});
// The frame is as high as its content. A browser scrolls it where a field gets the focus before the page has made room.
addEventListener('scroll', () => scrollTo(0, 0));

const element = address(root);
runElement(
  () => element,
  { root, title: 'title_address', showTexts: element.showTexts, show() {} },
  servePage,
);

import { isRecord, type JsonObject, type Tell } from '../../../wire/index.js';
import type { CardField } from '../../input/field.js';
import { learn, text } from '../../language/texts.js';
import { brandOf } from './brand.js';
import { choiceOf, isDisallowed, NETWORK_NAMES, preferredOf } from './networks.js';

export { isDisallowed };

// A copy of texts in `en.json`: if they were imported, the build would put that file into the card's first
// script.
export const LATER_TEXTS = {
  disallowed_brand: 'This card brand is not accepted here. Please use another card.',
  label_network: 'Card brand',
};
learn(LATER_TEXTS);

const SVG = 'http://www.w3.org/2000/svg';
/** Labels on the icons of networks that are no brand. */
const MARKS = { cartes_bancaires: ['CB', '#0a4c8b'], eftpos_au: ['eftpos', '#3d3a8c'] };
/**
 * Style of the choice, which lies over the icon with an arrow beside it: high enough for a finger, without
 * making the line higher.
 */
const STYLE = {
  // Only the choice itself has no shadow: the ring of the focus is drawn by one.
  '--inputBoxShadow': 'none',
  appearance: 'none',
  'background-color': 'transparent',
  border: '0',
  'border-radius': '3px',
  cursor: 'pointer',
  flex: 'none',
  font: 'inherit',
  height: '24px',
  'margin-block': '-6px',
  padding: '0',
  position: 'relative',
  'text-overflow': 'ellipsis',
  'z-index': '3',
};

let select: HTMLSelectElement | undefined;
let offered = '';
let chosenByPerson = false;

/** Returns the network that should process a co-badged card, if one is chosen. */
export const chosenNetwork = (): string | undefined => select?.value || undefined;

/** Shows the choice of networks on the number's icon while the number belongs to a co-badged card. */
export function showChoice(
  { input, raw }: Pick<CardField, 'input' | 'raw'>,
  options: JsonObject,
  tell: Tell,
  onChange: () => void,
): void {
  const digits = raw();
  const choice = choiceOf(digits, options.disallowedCardBrands);
  if (choice.join() !== offered) {
    offered = choice.join();
    select?.remove();
    select = choice.length ? createSelect(choice, onChange) : undefined;
    chosenByPerson = false;
    tell({ type: 'event', name: 'networkschange', details: {} });
  }
  if (!select) return;
  if (!chosenByPerson) select.value = preferredOf(choice, preferredIn(options)) ?? '';
  select.ariaLabel = text('label_network');
  select.disabled = input.disabled;
  const first = select.options[0];
  if (first && !first.value) first.text = text('label_network');
  const icon = byId('icon') ?? (input.parentElement?.querySelector('.icon') as Element);
  place(select, icon);
  showMark(icon, brandOf(digits).name, select.value);
}

/** Returns the networks that the page prefers: `preferredNetwork`, or `defaultValues.card.network` of a Payment Element. */
function preferredIn({ preferredNetwork, defaultValues }: JsonObject): unknown {
  const card = isRecord(defaultValues) && defaultValues.card;
  return isRecord(card) ? card.network : preferredNetwork;
}

function createSelect(choice: string[], onChange: () => void): HTMLSelectElement {
  if (!byId('cartes_bancaires-icon')) addMarks();
  const made = document.createElement('select');
  made.id = 'network';
  // With two networks the person need not choose: an empty choice leaves it to the page.
  const options = choice.length > 1 ? ['', ...choice] : choice;
  made.append(...options.map((name) => new Option(NETWORK_NAMES[name] ?? name, name)));
  for (const option of made.options) option.style.textIndent = '0';
  made.addEventListener('change', () => {
    chosenByPerson = true;
    onChange();
  });
  // Keeps these events from the form, where a click beside the inputs moves the focus and Enter submits.
  made.addEventListener('mousedown', (event) => event.stopPropagation());
  made.addEventListener('keydown', (event) => event.key === 'Enter' && event.stopPropagation());
  return made;
}

const byId = (id: string) => document.getElementById(id);

/** Places the choice on the icon. Without an icon, it takes the icon's place and shows the network's name. */
function place(choice: HTMLSelectElement, icon: Element): void {
  const { style, previousElementSibling } = choice;
  if (previousElementSibling !== icon) icon.after(choice);
  const named = getComputedStyle(icon).display === 'none';
  const boxed = icon.parentElement?.id !== 'card';
  const arrow = boxed === (document.documentElement.dir === 'rtl') ? 'right' : 'left';
  const edge = 'calc(3 * var(--spacingUnit))';
  const own: Record<string, string> = {
    ...STYLE,
    'align-self': 'center',
    background: arrowAt(arrow),
    color: matchMedia('(forced-colors: active)').matches ? 'CanvasText' : 'inherit',
    // Where colours are forced, the browser would drop the arrow, which is a gradient.
    'forced-color-adjust': 'none',
    'grid-area': boxed ? '2 / 1' : '',
    'justify-self': 'end',
    'margin-inline': boxed ? `0 ${edge}` : named ? '0' : '-2em 0',
    // In a narrow field the number needs the rest of the width.
    'max-width': named ? '33%' : '',
    // The bare document is only as high as its line, so an outer ring would be cut off.
    'outline-offset': boxed ? '' : '-4px',
    'padding-inline': named ? (arrow === 'left' ? '1em 6px' : '6px 1em') : '0',
    'text-indent': named ? '0' : '-99em',
    width: named ? 'auto' : '2.6em',
  };
  for (const name in own) style.setProperty(name, own[name] as string);
}

const arrowAt = (side: 'left' | 'right') =>
  `conic-gradient(from -45deg at 50% 75%, currentColor 25%, transparent 0) ${side} 4px center / 0.6em 0.4em no-repeat`;

/** Shows the icon of the chosen network in the place of the brand's icon. */
function showMark({ firstElementChild: mark }: Element, brand: string, chosen: string): void {
  if (chosen && mark?.getAttribute('href') === `#${brand}-icon`) mark.setAttribute('href', `#${chosen}-icon`);
}

function addMarks(): void {
  const svg = draw('svg', { hidden: '', 'aria-hidden': 'true' });
  for (const [network, [name = '', fill = '']] of Object.entries(MARKS)) {
    const symbol = draw('symbol', { id: `${network}-icon`, viewBox: '0 0 30 20' });
    const label = draw('text', {
      x: '15',
      y: '13.5',
      fill: '#fff',
      'font-size': name.length > 2 ? '8' : '11',
      'font-weight': '800',
      'text-anchor': 'middle',
    });
    label.textContent = name;
    symbol.append(draw('rect', { width: '30', height: '20', rx: '3', fill }), label);
    svg.append(symbol);
  }
  document.body.append(svg);
}

function draw(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

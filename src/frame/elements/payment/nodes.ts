const SVG = 'http://www.w3.org/2000/svg';

/** Creates an element with classes. */
export function createNode<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name);
  node.className = className;
  return node;
}

/** Creates the place of an icon. It says nothing to a screen reader, because a name is beside it. */
export function createIcon(): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 30 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'use'));
  return svg;
}

/** Shows one of the document's symbols in an icon's place. */
export function showIcon({ firstElementChild }: SVGElement, name: string): void {
  const href = `#${name}-icon`;
  if (firstElementChild?.getAttribute('href') !== href) firstElementChild?.setAttribute('href', href);
}

/** Longest word that can be read on a mark. */
const LONGEST_MARK = 5;

/** Creates a plain mark of a payment method: a word on a plate. Logos are the trade marks of others. */
export function createWordMark(name: string): SVGElement {
  const [first = ''] = name.split(/[ |]/);
  const mark = first.length > LONGEST_MARK ? first.slice(0, 1) : first;
  const svg = document.createElementNS(SVG, 'svg');
  const plate = document.createElementNS(SVG, 'rect');
  const word = document.createElementNS(SVG, 'text');
  const attributes = { x: '15', y: '14', 'font-size': `${Math.min(12, 40 / mark.length)}` };
  for (const [key, value] of Object.entries({ width: '30', height: '20', rx: '3' }))
    plate.setAttribute(key, value);
  for (const [key, value] of Object.entries(attributes)) word.setAttribute(key, value);
  svg.setAttribute('class', 'icon word');
  svg.setAttribute('viewBox', '0 0 30 20');
  svg.setAttribute('aria-hidden', 'true');
  word.textContent = mark;
  svg.append(plate, word);
  return svg;
}

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
export function createWordMark(name: string): HTMLElement {
  const [first = ''] = name.split(/[ |]/);
  const mark = createNode('b', 'icon');
  mark.ariaHidden = 'true';
  mark.textContent = first.length > LONGEST_MARK ? first.slice(0, 1) : first;
  return mark;
}

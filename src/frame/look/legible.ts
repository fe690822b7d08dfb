import { contrast, over, readColor } from './colors.js';
import type { Drop } from './drop-list.js';
import type { Rule } from './style.js';

/**
 * Leaves out declarations that hide a person's own text. It checks their final effect: an invisible input
 * with the same rules goes through every state that an input can have, and the browser computes the look of
 * its text.
 */

/** Least contrast of text with the background from the same options, by WCAG's measure: 1 is no contrast. */
const LEAST_CONTRAST = 1.3;
/** Least opacity at which text can still be read. */
const LEAST_OPACITY = 0.3;
/** Smallest size of text, in px. */
const SMALLEST = 8;
/**
 * Distance that effects may reach, in px: around text, those in its colour; around a box, those into it or
 * out of it.
 */
const REACH = { text: 2, inwards: 8, outwards: 16 };

/**
 * States of an input, as classes, because no script can put an input into a state. An empty input has no text
 * to read.
 */
const STATES = [
  '',
  'hover',
  'focus focus-visible',
  'hover focus focus-visible',
  'autofill',
  'autofill hover',
  'autofill focus focus-visible',
  'disabled',
  'selection',
  'selection focus focus-visible',
  'selection hover focus focus-visible',
].flatMap((state) => ['', 'complete', 'invalid'].map((validity) => `${state} ${validity}`));

const asClasses = (selector: string) =>
  selector
    .replaceAll(':root', ':host')
    .replace(/:(?:-webkit-)?(autofill)\b/g, '.$1')
    .replace(/:(hover|focus-visible|focus|disabled)\b/g, '.$1')
    .replaceAll('::selection', '.selection');

/** Declaration of the page's, in the probe's style sheet. */
interface Tried {
  rule: CSSStyleRule;
  name: string;
  value: string;
  option: string;
}

/** Returns the rules without the page's declarations that hide text, and reports those. */
export function legible(rules: Rule[], layout: CSSStyleSheet | undefined, drop: Drop): Rule[] {
  const probe = createProbe(rules, [...document.styleSheets, ...(layout ? [layout] : [])]);
  const hiding = new Set<Tried>();
  for (const state of STATES) {
    enter(probe, state);
    for (const one of blame(probe)) hiding.add(one);
  }
  probe.host.remove();
  for (const { option, value } of hiding) drop(option, value);
  const options = new Set([...hiding].map(({ option }) => option));
  return rules.map((rule) => ({
    ...rule,
    declarations: rule.declarations.filter(([, , option]) => !options.has(option)),
  }));
}

type Probe = ReturnType<typeof createProbe>;

function createProbe(rules: Rule[], ours: CSSStyleSheet[]) {
  const host = document.createElement('div');
  // Invisible and out of the way. In `display: none` WebKit does not recompute what a class or a rule
  // changes.
  host.style.setProperty('visibility', 'hidden');
  host.style.setProperty('position', 'fixed');
  host.style.setProperty('color-scheme', document.documentElement.style.colorScheme);
  const root = host.attachShadow({ mode: 'closed' });
  const card = document.createElement('form');
  card.id = 'card';
  card.className = `${document.getElementById('card')?.className}`;
  const input = document.createElement('input');
  const around = aroundField(card);
  around.reduce((outer, inner) => outer.appendChild(inner), card as HTMLElement).append(input);
  root.append(card);
  const sheet = new CSSStyleSheet();
  const add = (selector: string) =>
    sheet.cssRules[sheet.insertRule(`${asClasses(selector)}{}`, sheet.cssRules.length)] as CSSStyleRule;
  // The check needs the end of a transition, not its beginning.
  add('input').style.setProperty('transition', 'none', 'important');
  for (const rule of ours.flatMap(({ cssRules }) => [...cssRules]))
    if (rule instanceof CSSStyleRule) add(rule.selectorText).style.cssText = rule.style.cssText;
  const declared = rules.filter(({ declarations }) => declarations.length);
  const tried = declared.flatMap(({ selector, declarations }) => {
    return declarations.flatMap(([name, value, option]): Tried[] => {
      // Each declaration has a rule of its own, so that removing it brings back the one below it.
      const rule = add(selector);
      rule.style.setProperty(name, value);
      return option ? [{ rule, name, value, option }] : [];
    });
  });
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);
  return { host, card, around, input, tried };
}

/**
 * Creates what is around an input, from the outside: in a card's form its place, in the Payment Element the parts of a
 * chosen row, which have rules of their own that an input inherits.
 */
const aroundField = ({ classList }: HTMLElement): HTMLElement[] =>
  (classList.contains('boxed') ? ['saved accordion', 'item picker selected', 'panel', 'field'] : ['']).map(
    (className) => Object.assign(document.createElement(className ? 'div' : 'span'), { className }),
  );

/** Puts the probe into a state. A person's pointer is over a row too when it is over an input of it. */
function enter({ around, input }: Probe, state: string) {
  input.className = state;
  for (const part of around) {
    part.classList.toggle('hover', input.classList.contains('hover'));
  }
}

/**
 * Removes the declarations that hide the text in the probe's current state from its rules, and returns them.
 */
function blame(probe: Probe): Tried[] {
  const removed: Tried[] = [];
  // A later declaration overrides an earlier one, so a person would take back the later one.
  for (const one of matching(probe).reverse()) {
    if (isLegible(probe)) break;
    one.rule.style.removeProperty(one.name);
    removed.push(one);
  }
  return removed.filter(({ rule, name, value }) => {
    rule.style.setProperty(name, value);
    if (isLegible(probe)) return false;
    rule.style.removeProperty(name);
    return true;
  });
}

const matching = ({ card, around, input, tried }: Probe) =>
  tried.filter(
    ({ rule: { selectorText, style }, name }) =>
      style.getPropertyValue(name) &&
      (selectorText === ':host' || [card, ...around, input].some((part) => part.matches(selectorText))),
  );

function isLegible({ card, around, input }: Probe): boolean {
  const style = getComputedStyle(input);
  const text = readColor(style.color);
  const layers = [card, ...around, input].map((part) => readColor(getComputedStyle(part).backgroundColor));
  const boxShadows = shadowsOf(style.boxShadow);
  for (const { inset, color, offset, blur, spread } of boxShadows)
    if (inset && offset + blur + spread > REACH.inwards) layers.push(color);
  if (text.alpha < LEAST_OPACITY || Number.parseFloat(style.fontSize) < SMALLEST) return false;
  if (
    boxShadows.some((shadow) => coversOthers(shadow)) ||
    [getComputedStyle(card), style].some(isStruck) ||
    isOutlined(style)
  )
    return false;
  // Nothing here knows the page behind the frame, so one backdrop on which the text can be read is enough.
  return BACKDROPS.some((backdrop) => {
    const behind = layers.reduce((below, layer) => over(layer, below), backdrop);
    const shown = over(text, behind);
    const blurring = shadowsOf(style.textShadow).filter(
      ({ color }) => contrast(shown, over(color, behind)) < LEAST_CONTRAST,
    );
    const far = blurring.some(({ offset, blur }) => offset + blur > REACH.text);
    return contrast(shown, behind) >= LEAST_CONTRAST && !far && blurring.length < 2;
  });
}

const grey = (value: number) => ({ red: value, green: value, blue: value, alpha: 1 });
const BACKDROPS = [grey(0), grey(0.5), grey(1)];

/** Returns whether a line goes through the text, or is so thick that it covers the text. */
const isStruck = ({ textDecorationLine, textDecorationThickness }: CSSStyleDeclaration) =>
  textDecorationLine.includes('line-through') ||
  (textDecorationLine !== 'none' && !/^(?:auto|from-font|[0-2](?:\.\d+)?px|)$/.test(textDecorationThickness));

/** Returns whether an outline reaches far into the box, or over the boxes beside it. */
const isOutlined = ({ outlineStyle, outlineWidth, outlineOffset }: CSSStyleDeclaration) =>
  outlineStyle !== 'none' &&
  (Number.parseFloat(outlineOffset) < -REACH.inwards ||
    Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset) > REACH.outwards);

type Shadow = ReturnType<typeof shadowsOf>[number];

const coversOthers = ({ inset, color, offset, spread }: Shadow) =>
  !inset && color.alpha >= LEAST_OPACITY && offset + spread > REACH.outwards;

/** Reads shadows as browsers compute them: a colour, then lengths in px. */
function shadowsOf(value: string) {
  if (value === 'none') return [];
  return (value.match(/(?:\([^)]*\)|[^,(])+/g) ?? []).map((shadow) => {
    const lengths = shadow.replace(/[\w-]+\([^)]*\)/, '').match(/-?[\d.e-]+(?=px)/g) ?? [];
    const [x = 0, y = 0, blur = 0, spread = 0] = lengths.map(Number);
    return {
      color: readColor(/[\w-]+\([^)]*\)/.exec(shadow)?.[0] ?? ''),
      inset: shadow.includes('inset'),
      offset: Math.max(Math.abs(x), Math.abs(y)),
      blur,
      spread,
    };
  });
}

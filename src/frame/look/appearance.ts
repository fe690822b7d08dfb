/// <reference path="../css.d.ts" />
import { isRecord, type Json } from '../../wire/index.js';
import layoutText from './appearance.css';
import { pageRules } from './appearance-rules.js';
import { THEMES, type Theme } from './appearance-themes.js';
import { readVariables, variableRules } from './appearance-variables.js';
import boxedText from './boxed.css';
import type { Drop } from './drop-list.js';
import type { Rule } from './style.js';

/** Appearance of a group in this document. */
export interface Drawn {
  layout: CSSStyleSheet;
  /** The rules from the page's own options. */
  rules: Rule[];
  scheme: Theme['scheme'];
  /** Room around the boxes for a focus ring, in CSS pixels. `appearance.css` has the same value. */
  outset: number;
}

const OUTSET = 4;

let layoutSheet: CSSStyleSheet | undefined;

/** Returns whether the document draws boxes without an appearance too, as the Payment Element does. */
const isBoxed = () => document.getElementById('card')?.classList.contains('boxed') ?? false;

/** Draws boxes, labels and errors by an appearance. Without an appearance, it draws none. */
export function draw(appearance: Json | undefined, drop: Drop): Drawn | undefined {
  const given = isRecord(appearance) ? appearance : undefined;
  const boxed = isBoxed();
  if (!boxed) placeIcon(!!given);
  showOptions(given ?? {});
  if (!given) return undefined;
  const theme = themeOf(given.theme, drop);
  const variables = readVariables(given.variables);
  layoutSheet ??= parse(boxed ? boxedText : layoutText);
  const rules = [
    ...variableRules(theme.variables, variables, drop),
    ...pageRules(given.rules, { ...theme.variables, ...variables }, drop, given.labels === 'floating', boxed),
  ];
  return { layout: layoutSheet, rules, scheme: theme.scheme, outset: OUTSET };
}

function themeOf(name: Json | undefined, drop: Drop): Theme {
  const known = typeof name === 'string' && Object.hasOwn(THEMES, name) ? THEMES[name] : undefined;
  if (!known && name !== undefined) drop('appearance.theme', name);
  return known ?? (THEMES.stripe as Theme);
}

function parse(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** Places the icon in the number's box if there are boxes, and before all fields if there are none. */
function placeIcon(boxed: boolean) {
  const byId = (id: string) => document.getElementById(id) as Element;
  const icon = byId('icon');
  if (boxed) byId('cardNumber').append(icon);
  else byId('card').prepend(icon);
}

function showOptions({ labels, inputs, disableAnimations }: Record<string, Json>) {
  const { classList } = document.getElementById('card') as Element;
  classList.toggle('floating', labels === 'floating');
  classList.toggle('condensed', inputs === 'condensed');
  classList.toggle('still', disableAnimations === true);
}

import { readMarkup, readScript, type Source } from './source.js';
import { DIFFERENCES, STEPS } from './support.js';
import { SUPPORT } from './support-data.js';

export type Verdict = 'works' | 'differs' | 'missing';

/** A part of a Stripe integration, where it is used. */
export interface Part {
  /** Index of its first character in the file. */
  offset: number;
  kind: 'call' | 'component' | 'element' | 'endpoint' | 'step';
  /** Its name: `stripe.confirmCardPayment`, `elements.create('card')`, `/v1/charges`. */
  name: string;
  verdict: Verdict;
  /** The difference, or the step of the move. */
  note?: string;
}

/** Finds every part of a Stripe integration in a file, in the order of the text. */
export function findParts(file: string, isMarkup: boolean): Part[] {
  const source = isMarkup ? readMarkup(file) : readScript(file);
  const found = [
    ...stripeCalls(source),
    ...takenMethods(source),
    ...createdElements(source),
    ...components(source),
    ...endpoints(source, file),
    ...steps(source),
  ];
  return found.sort((a, b) => a.offset - b.offset);
}

const NAME = '[A-Za-z_$][\\w$]*';
/** What can stand between an object and its member: `?.`, `!.`, and line breaks. */
const DOT = '\\s*(?:[?!]\\s*)?\\.\\s*';

const judged = (isThere: boolean, name: string): Pick<Part, 'verdict' | 'note'> => {
  const note = DIFFERENCES[name];
  if (!isThere) return { verdict: 'missing' };
  return note === undefined ? { verdict: 'works' } : { verdict: 'differs', note };
};

/** Returns the variables that these functions fill, and those that are named as everybody names them. */
function variables({ code }: Source, usual: string, makers: string): string {
  const filled = new RegExp(
    `(?<![\\w$])(${NAME})\\s*(?::[^=;(){}"'/\\n]+)?=\\s*(?:await\\s+)?(?:new\\s+)?(?:${makers})\\s*\\(`,
    'g',
  );
  const names = [...code.matchAll(filled)].map(([, name = '']) => name);
  return [usual, ...new Set(names)].map((name) => name.replaceAll('$', '\\$')).join('|');
}

const stripeVariables = (source: Source) =>
  variables(
    source,
    'stripe',
    '(?:Stripe|loadStripe|useStripe|Payframe|loadPayframe|usePayframe)(?:<[^<>()]*>)?',
  );

/** Finds methods of Stripe.js, and calls of the server client. */
function stripeCalls(source: Source): Part[] {
  const chain = new RegExp(`(?<![\\w$])(?:${stripeVariables(source)})((?:${DOT}${NAME})+)`, 'g');
  return [...source.code.matchAll(chain)].flatMap(({ 0: whole, 1: members = '', index: offset }) => {
    const path = members
      .replace(/[\s?!]/g, '')
      .slice(1)
      .split('.');
    const [first = '', second] = path;
    const name = `stripe.${second === undefined || first in SUPPORT.methods ? first : path.join('.')}`;
    if (Object.hasOwn(SUPPORT.methods, first)) {
      return { offset, kind: 'call' as const, name, ...judged(SUPPORT.methods[first] === true, name) };
    }
    const isCall =
      second !== undefined && /^\s*(?:\?\.\s*)?\(/.test(source.code.slice(offset + whole.length));
    if (!isCall || !SUPPORT.resources.includes(first)) return [];
    return { offset, kind: 'call' as const, name, ...judged(SUPPORT.calls.includes(path.join('.')), name) };
  });
}

/** Finds methods of Stripe.js that are taken out of the object: `const { confirmPayment } = stripe`. */
function takenMethods(source: Source): Part[] {
  const taken = new RegExp(
    `\\{([^{}]*)\\}\\s*=\\s*(?:await\\s+)?(?:${stripeVariables(source)})(?![\\w$.(])`,
    'g',
  );
  return [...source.code.matchAll(taken)].flatMap(({ 1: names = '', index }) =>
    [...names.matchAll(new RegExp(`(?<=^|,)(\\s*)(${NAME})`, 'g'))].flatMap((match) => {
      const [, space = '', method = ''] = match;
      if (!Object.hasOwn(SUPPORT.methods, method)) return [];
      const offset = index + 1 + match.index + space.length;
      const name = `stripe.${method}`;
      return { offset, kind: 'call' as const, name, ...judged(SUPPORT.methods[method] === true, name) };
    }),
  );
}

const CREATE = /\.\s*create\s*\(\s*(?=['"`](\w*))/g;
/** A call that returns a group of Elements, without its arguments. */
const CALLED = /(?<=\.\s*)elements\s*$/;
/** Number of characters within which the arguments of such a call are looked for. */
const LOOK_BACK = 2000;

/** Returns code that ends with a call, up to its arguments; nothing of other code. */
function withoutArguments(code: string): string {
  if (!code.endsWith(')')) return '';
  let open = 0;
  for (let at = code.length - 1; at >= 0; at--) {
    open += code[at] === ')' ? 1 : code[at] === '(' ? -1 : 0;
    if (open === 0) return code.slice(0, at);
  }
  return '';
}

/** Finds Elements that are created, by the object or by a component that takes the type. */
function createdElements(source: Source): Part[] {
  const { code } = source;
  const groups = variables(source, 'elements', `(?:${NAME}${DOT})*elements|useElements`);
  const isGroup = new RegExp(`(?<![\\w$])(?:${groups})$`);
  const calls = [...code.matchAll(CREATE)].flatMap(({ 0: whole, 1: inline = '', index }) => {
    const before = code.slice(Math.max(index - LOOK_BACK, 0), index).replace(/[\s?!]+$/, '');
    const start = isGroup.exec(before) ?? CALLED.exec(withoutArguments(before));
    const type = source.texts.get(index + whole.length) ?? inline;
    return start ? { offset: Math.max(index - LOOK_BACK, 0) + start.index, type } : [];
  });
  const tags = [...code.matchAll(/<StripeElement\b[^<>]*?\btype=(?=["'])/g)].map(({ 0: whole, index }) => ({
    offset: index,
    type: source.texts.get(index + whole.length) ?? '',
  }));
  return [...calls, ...tags].flatMap(({ offset, type }) => {
    if (!Object.hasOwn(SUPPORT.elements, type)) return [];
    const name = `elements.create('${type}')`;
    return { offset, kind: 'element' as const, name, ...judged(SUPPORT.elements[type] === true, name) };
  });
}

const IMPORTS = /(?:\bfrom|\bimport|\brequire\s*\()\s*$/;

/** Finds the components of a wrapper, where the file imports one. */
function components(source: Source): Part[] {
  const imports = [...source.texts].some(
    ([at, text]) => /stripe/i.test(text) && IMPORTS.test(source.code.slice(Math.max(at - 20, 0), at)),
  );
  if (!imports) return [];
  return [...source.code.matchAll(/<([A-Z]\w+)/g)].flatMap(({ 1: tag = '', index: offset }) => {
    if (!Object.hasOwn(SUPPORT.components, tag)) return [];
    const name = `<${tag}>`;
    return { offset, kind: 'component' as const, name, ...judged(SUPPORT.components[tag] === true, name) };
  });
}

const ENDPOINTS = SUPPORT.endpoints.map((path) => path.split('/'));

/** Finds endpoints in texts. A path without a host counts only in a file that is about Stripe. */
function endpoints({ texts }: Source, file: string): Part[] {
  const isAbout = /stripe|payframe/i.test(file);
  return [...texts].flatMap(([at, text]) => {
    const match = /^(?:(https?:\/\/[^/]+)|\{\})?(\/v1\/[\w{}/.-]+)/.exec(text.trim());
    if (!match) return [];
    const [, host, path = ''] = match;
    const root = path.split('/')[2] ?? '';
    const isApi = host === 'https://api.stripe.com' || (isAbout && SUPPORT.roots.includes(root));
    if (!isApi) return [];
    return { offset: at, kind: 'endpoint' as const, name: path, ...judged(isServed(path), path) };
  });
}

/** Tells whether an endpoint exists. A path that ends with a slash gets an id later. */
function isServed(path: string): boolean {
  const parts = path.replace(/\/$/, '/{}').split('/');
  return ENDPOINTS.some(
    (endpoint) =>
      endpoint.length === parts.length &&
      endpoint.every((part, index) => part.startsWith(':') || part === parts[index]),
  );
}

/** Finds the places that a move changes: where Stripe.js is loaded, and where the server client is created. */
function steps({ code, texts }: Source): Part[] {
  const step = (name: keyof typeof STEPS, offset: number): Part => ({
    offset,
    kind: 'step',
    name,
    verdict: 'differs',
    note: STEPS[name],
  });
  const loaded = [...code.matchAll(/(?<![\w$.])loadStripe\s*\(/g)].map(({ index }) =>
    step('loadStripe', index),
  );
  const scripts = [...texts]
    .filter(([, text]) => /^(?:https?:)?\/\/js\.stripe\.com\//.test(text))
    .map(([at]) => step('js.stripe.com', at));
  const clients = [...code.matchAll(/(?<![\w$.])new\s+Stripe\s*\(([^;]*)/g)]
    .filter(([, given = '']) => !/\bhost\b/.test(given))
    .map(({ index }) => step('new Stripe', index));
  return [...loaded, ...scripts, ...clients];
}

/**
 * Shows the choices: reads the form, creates the Elements, lists their events and their messages, and writes code that
 * creates the same.
 */
import { appearance, elements, locales, variables } from './choices.js';
import { codes } from './code.js';

const LONGEST_LOG = 12;

/** Events that every Element has. */
const EVENTS = ['ready', 'focus', 'blur', 'change', 'escape', 'networkschange', 'visibility', 'loaderror'];

const form = document.querySelector('#choices');
const at = (id) => document.getElementById(id);
const events = at('events');
const wire = at('wire');
const payframe = Payframe(document.body.dataset.publishableKey);

/** The mounted Elements, by type, and their group. */
let mounted = new Map();
let shownGroup;
let language = Object.keys(codes)[0];

addSelect(at('element-choices'), 'element', 'Element', Object.keys(elements), (key) => elements[key].title);
addSelect(at('element-choices'), 'locale', 'Locale', ['auto', ...locales]);
addChoices(at('appearance-choices'), 'appearance', appearance);
addChoices(at('appearance-choices'), 'variable', variables);
addSelect(at('page-choices'), 'scheme', 'Colours', ['', 'light', 'dark']);
addSelect(at('page-choices'), 'dir', 'Direction', ['ltr', 'rtl']);
for (const name of ['focus', 'blur', 'clear'])
  addButton(at('actions'), name, () => mounted.values().next().value[name]());
addButton(at('actions'), 'create token', createToken);
addButton(at('actions'), 'submit', submit);
for (const name of Object.keys(codes)) {
  addButton(at('languages'), name, () => {
    language = name;
    writeCode(read());
  });
}

form.addEventListener('change', ({ target }) => (target.name === 'element' ? showElement() : show()));
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => setTimeout(showElement));
at('copy').addEventListener('click', async () => {
  await navigator.clipboard.writeText(at('code').textContent);
  at('copied').textContent = 'Copied.';
});
addEventListener('wire', ({ detail: { to, message } }) => {
  const { type, ...rest } = message;
  addLine(wire, `${to === 'page' ? 'frame → page' : 'page → frame'} ${type}`, rest);
});
// A page may link to an Element: `#payment`.
if (Object.hasOwn(elements, location.hash.slice(1))) form.elements.element.value = location.hash.slice(1);
showElement();

/** Shows another Element, with its own options and states. */
function showElement() {
  const { group = {}, options, states, types } = elements[form.elements.element.value];
  at('option-choices').replaceChildren();
  addChoices(at('option-choices'), 'group', group);
  addChoices(at('option-choices'), 'option', options);
  // A Payment Element is submitted before it is paid by, and an address is only read; the others make a token.
  for (const button of at('actions').children) {
    if (button.textContent === 'submit') button.hidden = types[0] !== 'payment';
    if (button.textContent === 'create token') button.hidden = drawsBoxes(types);
  }
  at('states').replaceChildren(
    ...Object.entries(states).flatMap(([state, text]) => [make('dt', state), make('dd', text)]),
  );
  show();
}

/** Returns whether it is a whole form with boxes of its own. */
function drawsBoxes([type]) {
  return ['payment', 'address', 'expressCheckout'].includes(type);
}

function show() {
  const chosen = read();
  for (const element of mounted.values()) element.destroy();
  mounted = new Map();
  at('preview').replaceChildren();
  for (const lines of [events, wire]) lines.replaceChildren();
  at('preview-error').textContent = '';
  at('preview').dir = form.elements.dir.value;
  at('preview').dataset.scheme = form.elements.scheme.value || schemeFor(chosen.group);
  // Without an appearance, the box of a field is the page's, except for those that draw their own.
  at('preview').dataset.plain = `${!chosen.group.appearance && !drawsBoxes(chosen.types)}`;
  writeCode(chosen);
  try {
    mount(chosen);
  } catch (error) {
    at('preview-error').textContent = error.message;
  }
}

/** Reads the choices of the form, without those that were left as they are. */
function read() {
  const {
    types,
    group: ofGroup = {},
    neededByGroup,
    options,
    needed,
  } = elements[form.elements.element.value];
  const own = readChoices('option', options);
  const look = {
    ...readChoices('appearance', appearance),
    ...filled('variables', readChoices('variable', variables)),
    ...filled('rules', readJson('rules')),
  };
  const group = {
    ...neededByGroup,
    ...readChoices('group', ofGroup),
    ...(form.elements.locale.value !== 'auto' && { locale: form.elements.locale.value }),
    ...filled('appearance', look),
  };
  return { types, group, options: { ...needed, ...own, ...readJson('more') } };
}

/**
 * Returns the colour scheme of the page. The theme for dark pages is shown on one, unless the person chooses
 * otherwise.
 */
function schemeFor({ appearance }) {
  return appearance?.theme === 'night' ? 'dark' : 'light';
}

function filled(name, value) {
  return Object.keys(value).length > 0 ? { [name]: value } : {};
}

function mount({ types, group, options }) {
  shownGroup = payframe.elements(group);
  for (const type of types) {
    const container = make('div');
    container.id = type;
    at('preview').append(container);
    const element = shownGroup.create(type, options);
    const { events: own = [] } = elements[form.elements.element.value];
    for (const name of [...EVENTS, ...own]) element.on(name, (event) => log(name, event));
    element.on('confirm', ({ paymentFailed }) =>
      paymentFailed({ message: 'The playground takes no payment.' }),
    );
    element.mount(container);
    mounted.set(type, element);
  }
}

function log(name, { elementType, ...rest }) {
  addLine(events, `${elementType} ${name}`, rest);
}

/** Puts a line above the others, with data where there is any. */
function addLine(lines, text, data) {
  const item = make('p', `${text} `);
  if (Object.keys(data).length > 0) item.append(make('code', JSON.stringify(data)));
  lines.prepend(item);
  while (lines.childElementCount > LONGEST_LOG) lines.lastElementChild.remove();
}

async function createToken() {
  const [element] = mounted.values();
  const data = mounted.has('iban') ? { currency: 'eur', account_holder_name: 'Jenny Rosen' } : undefined;
  const { token, error } = await payframe.createToken(element, data);
  log('createToken', {
    elementType: 'payframe',
    ...(token ? { token: token.id } : { error: error.message }),
  });
}

/** Validates what was typed, as before a payment, and tells what is chosen or missing. */
async function submit() {
  const { selectedPaymentMethod, error } = await shownGroup.submit();
  log('submit', {
    elementType: 'payframe',
    ...(error ? { error: error.message } : { selectedPaymentMethod }),
  });
}

function writeCode(chosen) {
  at('code').textContent = codes[language](chosen);
  at('copied').textContent = '';
  for (const button of at('languages').children) button.ariaPressed = `${button.textContent === language}`;
}

function readChoices(prefix, choices) {
  const chosen = Object.entries(choices).map(([name, kind]) => [name, readChoice(prefix, name, kind)]);
  return Object.fromEntries(chosen.filter(([, value]) => value !== undefined));
}

function readChoice(prefix, name, kind) {
  const { checked, value } = form.elements[`${prefix}-${name}`];
  if (kind === 'flag') return checked || undefined;
  if (kind === 'list') return value ? value.split(/[\s,]+/).filter(Boolean) : undefined;
  const text = value.trim();
  if (kind === 'number') return text ? Number(text) : undefined;
  return text || undefined;
}

/** Reads an object that was typed as JSON. Anything else gets a message beside it, and is left out. */
function readJson(name) {
  const { value } = form.elements[name];
  at(`${name}-error`).textContent = '';
  try {
    return value.trim() ? Object(JSON.parse(value)) : {};
  } catch (error) {
    at(`${name}-error`).textContent = error.message;
    return {};
  }
}

function addChoices(parent, prefix, choices) {
  for (const [name, kind] of Object.entries(choices)) {
    const field = `${prefix}-${name}`;
    if (Array.isArray(kind)) addSelect(parent, field, name, ['', ...kind]);
    else addInput(parent, field, name, kind);
  }
}

function addSelect(parent, field, title, values, titleOf = (value) => value || 'default') {
  const select = make('select');
  select.name = field;
  select.append(...values.map((value) => new Option(titleOf(value), value)));
  parent.append(labelled(title, select));
}

function addInput(parent, field, title, kind) {
  const input = make('input');
  input.name = field;
  input.type = kind === 'flag' ? 'checkbox' : kind === 'number' ? 'number' : 'text';
  if (kind === 'color') input.placeholder = '#5b2bd9';
  if (kind === 'list') input.placeholder = 'one, another';
  parent.append(labelled(title, input));
}

function labelled(title, control) {
  const label = make('label');
  label.append(make('span', title), control);
  return label;
}

function addButton(parent, title, act) {
  const button = make('button', title);
  button.type = 'button';
  button.addEventListener('click', act);
  parent.append(button);
}

function make(tag, text = '') {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

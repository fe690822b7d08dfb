/** Properties that never leave the page script, in which they get shorter names. */
export const INTERNAL_NAMES = [
  '_elementId',
  '_state',
  'ask',
  'authenticate',
  'backTo',
  'busy',
  'callLaterMethod',
  'embeds',
  'groupOptions',
  'handler',
  'iframe',
  'kind',
  'makeLater',
  'makeNamed',
  'mounted',
  'names',
  'onDestroy',
  'onFailure',
  'onMessage',
  'openFrame',
  'own',
  'raise',
  'refresh',
  'send',
  'sender',
  'serveFrame',
  'unsubmitted',
];

const letters = (index) => `$${(index + 10).toString(36)}`;

/**
 * Options of Terser for the page script. It shortens these names also where browsers have properties of the same name, which no code
 * of the page script reads.
 */
export const shortNames = {
  mangle: { properties: { regex: new RegExp(`^(?:${INTERNAL_NAMES.join('|')})$`), builtins: true } },
  // Each name has its letters from here, because the later script meets the objects of the first one.
  nameCache: {
    props: { props: Object.fromEntries(INTERNAL_NAMES.map((name, index) => [`$${name}`, letters(index)])) },
  },
};

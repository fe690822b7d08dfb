/** Properties that never leave the page script, in which they get shorter names. */
export const INTERNAL_NAMES = [
  '_elementId',
  '_state',
  'ask',
  'authenticate',
  'busy',
  'embeds',
  'groupOptions',
  'handler',
  'iframe',
  'kind',
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
  'returnUrl',
  'send',
  'sender',
  'unsubmitted',
];

/**
 * Options of Terser for the page script. It shortens these names also where browsers have properties of the same name, which no code
 * of the page script reads.
 */
export const shortNames = {
  mangle: { properties: { regex: new RegExp(`^(?:${INTERNAL_NAMES.join('|')})$`), builtins: true } },
};

/** Properties that never leave the page script, in which they get shorter names. */
export const INTERNAL_NAMES = [
  '_state',
  'busy',
  'embeds',
  'groupOptions',
  'makeNamed',
  'mounted',
  'names',
  'onDestroy',
  'onFailure',
  'onMessage',
  'openFrame',
  'own',
  'refresh',
  'returnUrl',
  'sender',
  'unsubmitted',
];

/** Options of Terser for the page script. */
export const shortNames = {
  mangle: { properties: { regex: new RegExp(`^(?:${INTERNAL_NAMES.join('|')})$`) } },
};

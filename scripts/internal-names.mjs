/** Properties that never leave the page script, in which they get shorter names. */
export const INTERNAL_NAMES = [
  '_state',
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
  'refresh',
  'returnUrl',
  'send',
  'sender',
  'unsubmitted',
];

/**
 * Options of Terser for the page script. It shortens these names also where browsers have properties of the same name, which no code
 * of the page script reads. `unsafe` turns `String(x)` and template literals into additions, which throw for a Symbol: the page script
 * makes a text only of texts, numbers and parts of errors. Comparisons as they are written compress better than with the constant first.
 */
export const shortNames = {
  compress: { unsafe: true, lhs_constants: false },
  mangle: { properties: { regex: new RegExp(`^(?:${INTERNAL_NAMES.join('|')})$`), builtins: true } },
};

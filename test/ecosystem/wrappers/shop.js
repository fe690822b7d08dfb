/** What all shops of this folder share: what their page says in `#root`, and what a test reads from them. */

export const { key, host, secret, content } = document.getElementById('root').dataset;

/** Options of the fields that are shown, beside those that change. */
export const own = content === 'iban' ? { supportedCountries: ['SEPA'] } : {};

window.seen = [];

export function note(type, event) {
  window.seen.push({ ...JSON.parse(JSON.stringify(event ?? {})), type });
}

/** What a call came to, as the shop shows it: its error's code, or the id of what was made. */
export function told({ error, ...made }) {
  const [result] = Object.values(made);
  return error ? `${error.code ?? error.message}` : `${result.id} ${result.status ?? ''}`.trim();
}

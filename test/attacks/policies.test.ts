/** The policies that each document of the host is served with, as its list of headers has them. */
import { expect, test } from 'vitest';
import { frameDocuments, hostHeaders, plainPages } from '../browser/hosts.js';

const policyOf = (path: string): Record<string, string> =>
  Object.fromEntries(
    (hostHeaders[path]?.['Content-Security-Policy'] ?? '').split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values.join(' ')];
    }),
  );

test.each(plainPages)('%s runs no script, sends nothing and stands in no frame [E7]', (path) => {
  const policy = policyOf(path);
  expect(policy).toMatchObject({
    'default-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  });
  const others = Object.keys(policy).filter((name) => /-src/.test(name) && name !== 'default-src');
  expect(others).toEqual(['style-src']);
  expect(JSON.stringify(policy)).not.toMatch(/unsafe|\*|data:|blob:|http:/);
});

/** The frame that asks the browser for a payment, which then reads what Google Pay is. */
const PAYS = /\/expressCheckout\.html$/;

/** The frame that asks for the host's own page by a form, so that no address has a client secret. */
const SENDS_FORM = /\/checkout\.html$/;

test.each(frameDocuments)(
  '%s is served with a policy that leaves a script nothing to do harm with [E7]',
  (path) => {
    const headers = hostHeaders[path] ?? {};
    const policy = policyOf(path);
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'script-src': expect.stringMatching(/^'self' 'sha256-[\w+/]{43}='$/),
      'connect-src': PAYS.test(path) ? "'self' https://google.com/pay https://pay.google.com" : "'self'",
      'base-uri': "'none'",
      'form-action': SENDS_FORM.test(path) ? "'self'" : "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
    expect(JSON.stringify(policy)).not.toMatch(/unsafe|\*|data:|blob:|http:/);
    for (const source of ['img-src', 'font-src', 'object-src', 'worker-src', 'media-src'])
      expect(policy[source] ?? "'none'").toBe("'none'");
    expect(headers).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' });
    for (const power of ['camera', 'microphone', 'geolocation'])
      expect(headers['Permissions-Policy']).toContain(`${power}=()`);
    // The page of a bank in the dialog may ask for a passkey, and is on any origin.
    const payment = /\/challenge\.html$/.test(path) ? '*' : PAYS.test(path) ? '(self)' : '()';
    expect(headers['Permissions-Policy']).toContain(`payment=${payment}`);
  },
);

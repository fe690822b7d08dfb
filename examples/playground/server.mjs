/** The playground's server: six files, and a policy that allows the host's script and frames. The demo shop serves the files too. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const files = {
  '/': ['index.html', 'text/html'],
  '/playground.css': ['playground.css', 'text/css'],
  '/playground.js': ['playground.js', 'text/javascript'],
  '/choices.js': ['choices.js', 'text/javascript'],
  '/wire.js': ['wire.js', 'text/javascript'],
  '/code.js': ['code.js', 'text/javascript'],
  '/favicon.svg': ['../script-tag/favicon.svg', 'image/svg+xml'],
};

/**
 * Starts the playground. `sandbox` is the result of `startSandbox`; any host with the same frames works.
 *
 * @param {{ port?: number, host?: string, sandbox: { script: string, publishableKey: string } }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startShop({ port = 0, host = 'localhost', sandbox }) {
  const server = createServer(async (request, response) => {
    const file = await playgroundFile(new URL(request.url, 'http://playground').pathname, sandbox);
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { ...securityHeaders(sandbox), 'content-type': `${file.type}; charset=utf-8` });
    response.end(file.body);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    url: `http://${host}:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Returns a file of the playground; `undefined` for another path.
 *
 * @param {string} path
 * @param {{ script: string, publishableKey: string }} sandbox
 * @returns {Promise<{ type: string, body: string } | undefined>}
 */
export async function playgroundFile(path, sandbox) {
  if (!Object.hasOwn(files, path)) return undefined;
  const [name, type] = files[path];
  const text = await readFile(new URL(name, import.meta.url), 'utf8');
  return { type, body: text.replace(/\{\{(\w+)\}\}/g, (_, key) => sandbox[key]) };
}

function securityHeaders({ script }) {
  const host = new URL(script).origin;
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'self' ${host}`,
      `frame-src ${host}`,
      "style-src 'self'",
      "img-src 'self'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

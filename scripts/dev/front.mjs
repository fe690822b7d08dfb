import { createServer, request } from 'node:http';

const RELOAD = '/dev/reload.js';
const CHANGES = '/dev/changes';
const CHANGED = 'data: changed\n\n';
/**
 * Script that reloads a page. Both addresses contain the version at which the page was loaded, so that no
 * change since then is missed.
 */
const RELOAD_SCRIPT = `new EventSource('${CHANGES}' + new URL(document.currentScript.src).search).onmessage = () => location.reload();`;

/**
 * Stands in front of a server that restarts now and then: requests wait for it. Its documents get a script
 * that reloads them when something has changed.
 *
 * @param {{ host: string, port: number, backend(): Promise<{ host: string, port: number }>,
 * fileAt?(path: string): { body: Uint8Array | string, headers: Record<string, string> } | undefined }}
 * options
 * `fileAt` returns files that are served from memory.
 * @returns {Promise<{ url: string, reload(): void, close(): Promise<void> }>}
 */
export async function startFront({ host, port, backend, fileAt = () => undefined }) {
  const pages = new Set();
  let version = Date.now();

  function tell(answer, loaded) {
    answer.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    answer.write(loaded === `?${version}` ? ': here\n\n' : CHANGED);
    pages.add(answer);
    answer.on('close', () => pages.delete(answer));
  }

  const server = createServer(async (asked, answer) => {
    const { pathname, search } = new URL(asked.url, 'http://front');
    if (pathname === CHANGES) return tell(answer, search);
    if (pathname === RELOAD)
      return answer.writeHead(200, { 'content-type': 'text/javascript' }).end(RELOAD_SCRIPT);
    const file = fileAt(pathname);
    if (file) return answer.writeHead(200, file.headers).end(file.body);
    const ending = `<script src="${RELOAD}?${version}"></script>\n`;
    pass(asked, answer, await backend(), ending);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    url: `http://${host}:${server.address().port}`,
    reload() {
      version += 1;
      for (const page of pages) page.write(CHANGED);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Passes a request to the server behind, and its answer back. */
function pass(asked, answer, { host, port }, ending) {
  const isPage = asked.headers['sec-fetch-dest'] === 'document';
  const headers = { ...asked.headers, ...(isPage && { 'accept-encoding': 'identity' }) };
  // Each request has its own connection: one that is kept would delay the end of the server behind.
  const options = { host, port, method: asked.method, path: asked.url, headers, agent: false };
  const passed = request(options, (response) => {
    const isHtml = response.headers['content-type']?.startsWith('text/html');
    if (isPage && isHtml) return passPage(response, answer, ending);
    answer.writeHead(response.statusCode, response.headers);
    response.pipe(answer);
  });
  passed.on('error', (error) => {
    if (!answer.headersSent) answer.writeHead(502, { 'content-type': 'text/plain' });
    answer.end(`${error.message}\n`);
  });
  asked.pipe(passed);
}

function passPage(response, answer, ending) {
  const { 'content-length': _, ...headers } = response.headers;
  const policy = headers['content-security-policy'];
  if (policy) headers['content-security-policy'] = withReload(policy);
  answer.writeHead(response.statusCode, headers);
  response.pipe(answer, { end: false });
  response.on('end', () => answer.end(ending));
}

/** Returns a policy that lets the page load the script and hear of changes. */
function withReload(policy) {
  const missing = ['script-src', 'connect-src'].filter((name) => !new RegExp(`(^|; *)${name} `).test(policy));
  return [policy, ...missing.map((name) => `${name} 'self'`)].join('; ');
}

/** What stands in front of two processes: nginx as the guide configures it, or a small proxy that does the same. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import {
  Agent,
  createServer as createHttpServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { snippetsOf } from '../docs/markdown.js';

export interface Front {
  url: string;
  stop(): Promise<void>;
}

/** Returns the path of nginx, or nothing where it is not installed. */
export function findNginx(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'nginx')).find(existsSync);
}

/** Returns a free port that the system gives to no outgoing connection, so that it is free after a restart, too. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

/** A configuration of the repository, for a port of nginx and two processes behind it. */
type Configuration = (port: number, ports: number[]) => string;

/** The guide's, without what only the outside needs: names, TLS, files and limits. */
export const ofTheGuide: Configuration = (port, [first, second]) => {
  const guide = snippetsOf('docs/hosting.md', readFileSync('docs/hosting.md', 'utf8'));
  const { code = '' } = guide.find(({ language }) => language === 'nginx') ?? {};
  return code
    .replace('listen 443 ssl http2', `listen 127.0.0.1:${port}`)
    .replace('127.0.0.1:4242', `127.0.0.1:${first}`)
    .replace('127.0.0.1:4243', `127.0.0.1:${second}`)
    .replace(/^ *(?:limit_req|limit_req_zone|server_name|ssl_\w+|include) .*;$/gm, '');
};

/** That of `compose.yaml`, without TLS. The shop's own port is left out. */
export const ofCompose: Configuration = (port, [first, second]) =>
  readFileSync('sandbox/deploy/nginx.conf', 'utf8')
    .replace(/[\s\S]*\nhttp \{\n([\s\S]*)\}\n$/, '$1')
    .replaceAll('listen 443 ssl', `listen 127.0.0.1:${port}`)
    .replace('listen 8080', `listen unix:shop.sock`)
    .replace('172.30.42.11:4242', `127.0.0.1:${first}`)
    .replace('172.30.42.12:4242', `127.0.0.1:${second}`)
    .replace(/^ *(?:access_log|error_log|ssl_\w+) .*;$/gm, '');

const wholeFile = (http: string, folder: string) => `daemon off;
pid ${folder}/nginx.pid;
error_log stderr;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`).join('\n  ')}
  ${http.replace('unix:', `unix:${folder}/`)}
}
`;

export async function startNginx(program: string, written: Configuration, ports: number[]): Promise<Front> {
  const folder = mkdtempSync(join(tmpdir(), 'payframe-nginx-'));
  const port = await freePort();
  writeFileSync(join(folder, 'nginx.conf'), wholeFile(written(port, ports), folder));
  const child = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const ended = new Promise((resolve) => child.once('close', resolve));
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`nginx did not start:\n${errors}`);
    await sleep(10);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

/** Takes turns with the ports, keeps connections for 4 s, and tries the next port only where nobody listens. */
export async function startNodeProxy(ports: number[]): Promise<Front> {
  const agent = new Agent({ keepAlive: true, timeout: 4000 });
  let turns = 0;

  function pass(
    incoming: IncomingMessage,
    answer: ServerResponse,
    body: Buffer,
    [port, ...others]: number[],
  ) {
    const { method, url: path, headers } = incoming;
    const outgoing = request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
      const { connection: _, 'keep-alive': __, ...passed } = response.headers;
      answer.writeHead(response.statusCode ?? 502, passed);
      response.pipe(answer);
    });
    outgoing.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED' && others.length > 0) pass(incoming, answer, body, others);
      else answer.writeHead(502).end(code);
    });
    outgoing.end(body);
  }

  const server = createHttpServer(async (incoming, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    turns += 1;
    const first = turns % ports.length;
    pass(incoming, answer, Buffer.concat(chunks), [...ports.slice(first), ...ports.slice(0, first)]);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

/** WebKit as GTK has it, where its WebDriver is installed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { type Driver, type Engine, eventually } from './tab.js';

const PATH = process.env.WEBKIT_DRIVER_PATH ?? '/usr/bin/WebKitWebDriver';

export function findWebKit(): Engine | undefined {
  return existsSync(PATH) ? { name: 'WebKit', launch } : undefined;
}

/**
 * Longest time until an expression is evaluated, in ms. WebKit gives no answer where the document is left in the meantime,
 * and has to be asked again.
 */
const EVALUATED_MS = 8_000;

/** Longest time of any other command, in ms. A session that got stuck must not hold the tests for ever. */
const DONE_MS = 60_000;

/** How WebDriver writes a reference to an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

async function launch(): Promise<Driver> {
  const port = await freePort();
  const program = startProgram(port);
  const server = `http://127.0.0.1:${port}`;
  const { sessionId } = await eventually(() =>
    send<{ sessionId: string }>('POST', `${server}/session`, { capabilities: {} }),
  );
  const session = `${server}/session/${sessionId}`;
  const act = (action: object) => send('POST', `${session}/actions`, { actions: [action] });
  await send('POST', `${session}/window/rect`, { width: 1100, height: 1200 });

  return oneAtATime({
    async open(url) {
      await send('POST', `${session}/url`, { url });
    },
    async evaluate(expression, frames) {
      await send('POST', `${session}/frame`, { id: null });
      for (const value of frames) {
        const find = { using: 'css selector', value };
        const element = await send<Record<string, string>>('POST', `${session}/element`, find);
        await send('POST', `${session}/frame`, { id: { [ELEMENT]: element[ELEMENT] } });
      }
      const script = { script: `return ${expression}`, args: [] };
      return send('POST', `${session}/execute/sync`, script, EVALUATED_MS);
    },
    async press(x, y) {
      await send('POST', `${session}/frame`, { id: null });
      const actions = [
        { type: 'pointerMove', duration: 0, x, y },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
    },
    async type(text) {
      // Keys go to the page, as a person's do: the browser passes them on to the frame that has the focus.
      await send('POST', `${session}/frame`, { id: null });
      const actions = [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await act({ type: 'key', id: 'keyboard', actions });
    },
    async close() {
      await send('DELETE', session).catch(() => undefined);
      // The whole group: the display that it had to itself as well.
      if (program.pid) process.kill(-program.pid);
    },
  });
}

/** A session is in one frame at a time: what enters another one in between would be in the wrong document. */
function oneAtATime(driver: Driver): Driver {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn =
    (command: (...args: never[]) => Promise<unknown>) =>
    (...args: never[]) => {
      const done = last.then(() => command(...args));
      last = done.catch(() => undefined);
      return done;
    };
  return Object.fromEntries(
    Object.entries(driver).map(([name, command]) => [name, inTurn(command)]),
  ) as unknown as Driver;
}

/** It shows a window: on a display of its own, so that it takes nobody's focus and nobody takes its. */
function startProgram(port: number): ChildProcess {
  const screen = ['-a', '-s', '-screen 0 1280x1400x24'];
  return spawn('xvfb-run', [...screen, PATH, `--port=${port}`], {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  });
}

async function send<Value>(method: string, url: string, body?: object, ms = DONE_MS): Promise<Value> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(ms),
    ...(body && { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: Value & { error?: string; message?: string } };
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

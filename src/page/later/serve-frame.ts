import type { FrameMessage } from '../../wire/index.js';
import type { ServedElement } from '../link/frame-context.js';
import { fetchFont } from './fonts.js';
import { serveWallet } from './wallet-events.js';

/** Does what a message asks for that most Elements never send. */
export async function serveFrame(message: FrameMessage, element: ServedElement): Promise<void> {
  if (message.type === 'dropped') warnOnce(message.options);
  if (message.type === 'fetch')
    element.send({ type: 'fetched', url: message.url, file: await fetchFont(message.url) });
  if (message.type === 'question') await serveWallet(message, element);
}

const said = new Set<string>();

/** Warns on the console which options were ignored and why, once for each page and option. */
function warnOnce(lines: string[]): void {
  const news = lines.filter((line) => !said.has(line) && said.add(line));
  if (news.length) console.warn(`Payframe left out what it cannot use:\n${news.join('\n')}`);
}

import {
  type AcceptedPort,
  acceptPort,
  type CallMessage,
  type FrameMessage,
  type Init,
  isPageMessage,
  type PageMessage,
  PROTOCOL,
} from '../../wire/index.js';
import type { Answer } from '../api/answer.js';
import { refusal } from './refusal.js';

export type Tell = (message: FrameMessage) => void;

/** A page's opening message, with the page's origin as the browser vouches for it. */
export interface Opening extends Init {
  pageOrigin: string;
}

/** The work of a frame for the page that it serves. */
export interface Service {
  call(message: CallMessage): Promise<Answer> | Answer;
  receive?(message: PageMessage): void;
}

type Start = (opening: Opening, tell: Tell) => Service;

/**
 * Serves the page that embeds this frame, once it has offered its port. Opened as a page of its own, a frame shows
 * nothing.
 */
export function servePage(start: Start): void {
  if (parent === self) document.body.replaceChildren();
  acceptPort(self, (accepted) => servePort(accepted, start));
}

/**
 * Serves the page at the other end of a port: unless it is refused, `start` is told how to reach the page and says what
 * the frame does for it.
 */
export function servePort({ init, port, origin }: AcceptedPort, start: Start): void {
  const tell: Tell = (message) => port.postMessage(message);
  const error = refusal(init, origin);
  if (error) {
    tell({ type: 'refused', protocol: PROTOCOL, error });
    return;
  }
  const service = start({ ...init, pageOrigin: origin }, tell);
  port.onmessage = async ({ data }) => {
    if (!isPageMessage(data)) return;
    if (data.type === 'ping') tell({ type: 'pong', id: data.id });
    else if (data.type === 'call') tell({ type: 'result', id: data.id, ...(await service.call(data)) });
    else service.receive?.(data);
  };
}

import {
  type AcceptedPort,
  acceptPort,
  type CallMessage,
  type Init,
  isPageMessage,
  type PageMessage,
  PROTOCOL,
  type Tell,
} from '../../wire/index.js';
import type { Answer } from '../api/answer.js';
import { refusal } from './refusal.js';

/** A page's opening message, with the page's origin as the browser reports it. */
export interface Opening extends Init {
  pageOrigin: string;
}

/** A frame's answers to the messages of the page that it serves. */
export interface Service {
  call(message: CallMessage): Promise<Answer> | Answer;
  receive?(message: PageMessage): void;
}

type Start = (opening: Opening, tell: Tell) => Service;

/**
 * Serves the page that embeds this frame, once the page has offered its port. A frame that is opened as a
 * page of its own shows nothing.
 */
export function servePage(start: Start): void {
  if (parent === self) document.body.replaceChildren();
  acceptPort(self, (accepted) => servePort(accepted, start));
}

/**
 * Serves the page at the other end of a port. Unless the page is refused, `start` gets a way to reach the
 * page and returns the frame's service.
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

import { isInit } from './messages.js';
import type { Init } from './protocol.js';

/**
 * The only use of a window message: the page transfers a MessagePort to the document that it loaded. From then on both use
 * only the port, which closes with that document.
 */

/**
 * Offers a port to the frame's document, for the page, and returns the page's end of it.
 *
 * The target origin is an argument, because a polluted prototype could add it to an options object. It is
 * never `'*'`, so that a frame that was navigated elsewhere does not get the message.
 */
export function offerPort(frame: Window, origin: string, init: Init): MessagePort {
  const { port1, port2 } = new MessageChannel();
  frame.postMessage(init, origin, [port2]);
  return port1;
}

export interface AcceptedPort {
  init: Init;
  port: MessagePort;
  /** The page's origin, as the browser reports it. */
  origin: string;
}

/** Accepts the first port that the embedding page offers, for the frame, and ignores everything else. */
export function acceptPort(self: Window, accept: (accepted: AcceptedPort) => void): void {
  if (self.parent === self) return; // Opened as a page of its own, so no page offers a port.
  const listen = ({ isTrusted, source, origin, data, ports }: MessageEvent<unknown>) => {
    const [port] = ports;
    if (!isTrusted || source !== self.parent || ports.length !== 1 || !port || !isInit(data)) return;
    self.removeEventListener('message', listen);
    accept({ init: data, port, origin });
  };
  self.addEventListener('message', listen);
}

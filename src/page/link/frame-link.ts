import {
  type CallMethod,
  type FrameMessage,
  type Init,
  isFrameMessage,
  type JsonObject,
  offerPort,
  type PageMessage,
  PROTOCOL,
  type WireError,
} from '../../wire/index.js';

/** How long a frame may take until it is ready, in ms. */
const HANDSHAKE_MS = 10_000;
/** How long a document that has loaded may take to a first sign of life, in ms. */
const SIGN_MS = 3_000;
/** How long a call may take in all, in ms; the frame gives up on the network well before. */
const CALL_MS = 60_000;
/** Longer than a cardholder may take at their bank, in ms: the frame says when that is over. */
const AUTHENTICATION_MS = 720_000;
/** How often a frame is asked for a sign of life while calls are in flight, in ms. */
const HEARTBEAT_MS = 1_500;
/** So many unanswered heartbeats mean that the frame is gone: counted, since a background tab's timers come late. */
const MISSED_HEARTBEATS = 4;

export type CallOutcome = { value: JsonObject; error?: undefined } | { value?: undefined; error: WireError };

/** A frame on the host and the port to it, from its first byte to its end. */
export interface FrameLink {
  readonly iframe: HTMLIFrameElement;
  /** Sends a message, or keeps it until the frame is ready. */
  send(message: PageMessage): void;
  /** Has the frame do something, and always settles: at once where the page aborts it. */
  call(method: CallMethod, params: JsonObject, agent: string, signal?: AbortSignal): Promise<CallOutcome>;
  /** Takes the frame away; calls in flight get the error, or are aborted. */
  close(error?: WireError): void;
}

export interface FrameLinkOptions {
  /** The origin that the frame is on. */
  host: string;
  /** Its document there: its name in the folder of the frames. */
  name: string;
  /** What the frame is for, for a screen reader. */
  title: string;
  /** Shows documents of others: what they and it may do is in its own policy, as it depends on them. */
  embeds?: boolean;
  /** Makes the opening message; asked for at the last moment, so that it holds the newest options. */
  init(): Omit<Init, 'type' | 'protocol'>;
  onMessage?(message: FrameMessage): void;
  /** The frame does not answer, is another's, or has gone: the link is closed. `moved` is what a new frame mends. */
  onFailure?(error: WireError, moved?: boolean): void;
}

export function openFrame(
  container: Node,
  { host, name, title, embeds, init, onMessage, onFailure }: FrameLinkOptions,
): FrameLink {
  const iframe = createIframe(`${host}/frame/v1/${name}`, title, embeds);
  const calls = new Map<number, (outcome: CallOutcome) => void>();
  let queue: PageMessage[] = [];
  let port: MessagePort | undefined;
  /** What the frame's first document is in. */
  let opened: Window | undefined;
  let ready = false;
  let closed: WireError | undefined;
  let lastCall = 0;
  let missed = 0;
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  let deadline = setTimeout(onDeadline, HANDSHAKE_MS);
  /** Waits for the first document's first sign of life. */
  let sign: ReturnType<typeof setTimeout> | undefined;

  document.addEventListener('securitypolicyviolation', onViolation);
  iframe.addEventListener('load', () => {
    const { contentWindow } = iframe;
    // A document that was not asked for: the frame was navigated, reloaded itself, or, in a new window, was moved in the page.
    if (opened) return fail('frame_navigated', 'was navigated or moved', contentWindow !== opened);
    if (!contentWindow) return;
    opened = contentWindow;
    port = offerPort(contentWindow, host, {
      type: 'init',
      protocol: PROTOCOL,
      ...init(),
    });
    port.onmessage = ({ data }) => isFrameMessage(data) && receive(data);
    // A frame answers it at once, and is ready when it has all that it shows.
    port.postMessage({ type: 'ping', id: 0 });
    sign ??= setTimeout(tryAgain, SIGN_MS);
  });
  container.appendChild(iframe);
  let attached = iframe.isConnected;

  /** A server's error is a document without life, and may be over: it is asked for once more, unless a person may type in it. */
  function tryAgain() {
    if (isFocused()) return;
    opened = undefined;
    port?.close();
    container.appendChild(iframe);
  }

  function onViolation(event: SecurityPolicyViolationEvent) {
    const { blockedURI, disposition, effectiveDirective } = event;
    if (blockedURI === host && disposition === 'enforce' && effectiveDirective === 'frame-src')
      fail('frame_blocked', `is blocked: this page's Content-Security-Policy needs frame-src ${host}`);
  }

  function onDeadline() {
    const { isConnected } = iframe;
    if (attached)
      return isConnected
        ? fail(
            'frame_timeout',
            opened
              ? 'came without its script: the host is down, or refuses this page'
              : 'did not load within 10 seconds',
          )
        : fail('frame_removed', 'was taken off the page');
    // In a node that is not in the document nothing loads: its time begins when it is.
    attached = isConnected;
    deadline = setTimeout(onDeadline, HANDSHAKE_MS);
  }

  function receive(message: FrameMessage) {
    if (closed) return;
    missed = 0;
    clearTimeout(sign);
    if (message.type === 'result') {
      settle(message.id, outcomeOf(message));
    } else if (message.type === 'refused') {
      end(message.error);
    } else if (message.type === 'ready' && message.protocol !== PROTOCOL) {
      fail('frame_version_mismatch', `speaks protocol ${message.protocol} and this script ${PROTOCOL}`);
    } else {
      if (message.type === 'ready') {
        if (ready) return;
        onReady(message.focused);
      }
      onMessage?.(message);
    }
  }

  function onReady(focused?: boolean) {
    endHandshake();
    ready = true;
    if (!focused) passFocus();
    for (const message of queue.splice(0)) port?.postMessage(message);
  }

  /** An iframe that had the focus before its document came, as a dialog gives it, keeps it to itself until it is given anew. */
  function passFocus() {
    if (!isFocused()) return;
    iframe.blur();
    iframe.focus({ preventScroll: true });
  }

  const isFocused = () => (iframe.getRootNode() as Document | ShadowRoot).activeElement === iframe;

  function endHandshake() {
    clearTimeout(deadline);
    clearTimeout(sign);
    document.removeEventListener('securitypolicyviolation', onViolation);
  }

  function send(message: PageMessage) {
    if (ready) port?.postMessage(message);
    else queue.push(message);
  }

  function call(method: CallMethod, params: JsonObject, agent: string, given?: AbortSignal) {
    // Not what a page's script has put on `Object.prototype`.
    const signal = given?.addEventListener && given;
    return new Promise<CallOutcome>((resolve) => {
      if (closed || signal?.aborted) return resolve({ error: closed ?? ABORTED });
      const id = ++lastCall;
      const abort = () => settle(id, { error: ABORTED });
      const timeout = setTimeout(
        () => settle(id, { error: linkError('frame_timeout', 'did not answer a call in time') }),
        method === 'authenticate' ? AUTHENTICATION_MS : CALL_MS,
      );
      signal?.addEventListener('abort', abort);
      calls.set(id, (outcome) => {
        clearTimeout(timeout);
        signal?.removeEventListener('abort', abort);
        resolve(outcome);
      });
      send({ type: 'call', id, method, params, agent });
      heartbeat ??= setInterval(beat, HEARTBEAT_MS);
    });
  }

  function beat() {
    if (!ready) return;
    // A frame that was taken out of the page with its node lost its document at once: no need to wait for it.
    if (!iframe.isConnected) return fail('frame_removed', 'was taken off the page');
    if (missed++ >= MISSED_HEARTBEATS) fail('frame_unresponsive', 'stopped answering');
    else send({ type: 'ping', id: missed });
  }

  function settle(id: number, outcome: CallOutcome) {
    calls.get(id)?.(outcome);
    calls.delete(id);
    if (!calls.size) stopHeartbeat();
  }

  function stopHeartbeat() {
    clearInterval(heartbeat);
    heartbeat = undefined;
    missed = 0;
  }

  function close(error = ABORTED) {
    if (closed) return;
    closed = error;
    endHandshake();
    stopHeartbeat();
    port?.close();
    queue = [];
    iframe.remove();
    for (const id of calls.keys()) settle(id, { error });
  }

  function end(error: WireError, moved?: boolean) {
    if (closed) return;
    close(error);
    onFailure?.(error, moved);
  }

  const fail = (code: string, what: string, moved?: boolean) => end(linkError(code, what), moved);

  return { iframe, send, call, close };
}

/** Both names are the outcome's own, whatever a page's script has put on `Object.prototype`. */
function outcomeOf(message: FrameMessage & { type: 'result' }): CallOutcome {
  const { value, error } = Object.assign(Object.create(null), message);
  return { value, error: value ? undefined : error };
}

export const ABORTED: WireError = {
  type: 'api_connection_error',
  code: 'aborted',
  message: 'The call was aborted, but may still take effect.',
};

const linkError = (code: string, what: string): WireError => ({
  type: 'api_connection_error',
  code,
  message: `The payment field ${what}. Check connection and host, then mount the Element again.`,
});

function createIframe(url: string, title: string, embeds?: boolean): HTMLIFrameElement {
  const iframe = document.createElement('iframe');
  iframe.title = title;
  // Also for what takes the document's place: it cannot lead the page away, nor open windows, dialogs or downloads.
  if (!embeds) iframe.setAttribute('sandbox', 'allow-scripts allow-same-origin');
  // The host knows the shop by its key. With less, some browsers do not tell a frame in what else the shop is embedded.
  iframe.referrerPolicy = 'strict-origin';
  // Through the CSSOM, which a strict `style-src` allows; a style attribute it would not. The colour scheme is that of its
  // document until it says another.
  iframe.style.cssText =
    'border:0;color-scheme:light;display:block;height:20px;margin:0;padding:0;width:100%';
  iframe.src = url;
  return iframe;
}

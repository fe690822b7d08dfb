import type { ErrorCode } from '../../contract/errors.js';
import {
  type CallMethod,
  type FrameMessage,
  isFrameMessage,
  type JsonObject,
  type NextStep,
  offerPort,
  type PageMessage,
  PROTOCOL,
  type WireError,
} from '../../wire/index.js';
import { listen } from '../listen.js';
import { type FrameSettings, openingMessage } from './frame-settings.js';

/**
 * Folder of the frames' documents on the host. In the script that the host serves, it is that of the same build, which a
 * browser keeps for good.
 */
declare const FRAMES: string;

/** Longest time of a call in total, in ms. The frame gives up on the network well before that. */
const CALL_MS = 60_000;
/**
 * Longest time of an authentication, in ms. It is longer than a bank gives the cardholder, because the frame
 * itself reports when that time is over.
 */
const AUTHENTICATION_MS = 720_000;
/** Interval of pings to the frame while calls are in flight, in ms. */
const HEARTBEAT_MS = 1_500;
/**
 * Number of unanswered pings after which the frame counts as gone. It is not a time, because timers run late
 * in a background tab.
 */
const MISSED_HEARTBEATS = 4;

export type CallOutcome =
  | ({ value: JsonObject; error?: undefined } & NextStep)
  | { value?: undefined; error: WireError; leave?: undefined; challenge?: undefined };

/** A frame on the host and the port to it, for as long as the frame lives. */
export interface FrameLink {
  readonly iframe: HTMLIFrameElement;
  /** Sends a message, or keeps it until the frame is ready. */
  send(message: PageMessage): void;
  /** Makes the frame carry out a call. The promise always settles, at once when the page aborts the call. */
  ask(method: CallMethod, params: JsonObject, signal?: AbortSignal): Promise<CallOutcome>;
  /** Removes the frame. Calls in flight settle with the error, or as aborted. */
  close(error?: WireError): void;
}

export interface FrameLinkOptions {
  /** The path of its document in the host's folder of frames. A fragment becomes the frame's name. */
  path: string;
  /** The purpose of the frame, for a screen reader. A hidden frame has none. */
  title?: string;
  /** True when the frame embeds documents of other origins. Its own policy says what they may do, not `sandbox`. */
  embeds?: boolean;
  /** Returns the options of the opening message. Called at the last moment, so that they are the newest. */
  options?(): JsonObject;
  onMessage?(message: FrameMessage): void;
  /** Called when the link was closed by an error. With `moved`, the page moved the iframe, and a new frame solves it. */
  onFailure?(error: WireError, moved?: boolean): void;
}

export function openFrame(
  settings: FrameSettings,
  container: Node,
  { path, title = '', embeds, options, onMessage, onFailure }: FrameLinkOptions,
): FrameLink {
  const { host, loadTimeout } = settings;
  const iframe = createIframe();
  const calls = new Map<number, (outcome: CallOutcome) => void>();
  let queue: PageMessage[] = [];
  let port: MessagePort | undefined;
  /** The window of the frame's first document. */
  let opened: Window | undefined;
  let ready = false;
  let closed: WireError | undefined;
  let lastCall = 0;
  let missed = 0;
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  let deadline = setTimeout(onDeadline, loadTimeout);
  /** Waits for the first message. */
  const sign = setTimeout(tryAgain, loadTimeout / 2);

  const stopViolations = listen(document, 'securitypolicyviolation', onViolation);
  listen(iframe, 'load', () => {
    const { contentWindow } = iframe;
    // A second load: the frame was navigated or reloaded, or, when its window is new, moved in the page.
    if (opened) return fail('frame_navigated', 'was navigated or moved', contentWindow !== opened);
    if (!contentWindow) return;
    opened = contentWindow;
    port = offerPort(contentWindow, host, openingMessage(settings, options?.()));
    port.onmessage = ({ data }) => isFrameMessage(data) && receive(data);
    // A frame answers this at once; `ready` comes later, with all that it shows.
    port.postMessage({ type: 'ping', id: 0 });
  });
  container.appendChild(iframe);
  let attached = iframe.isConnected;

  function createIframe(): HTMLIFrameElement {
    const [file, field] = path.split('#');
    const element = document.createElement('iframe');
    // The Express Checkout Element opens the browser's own wallets. The host's headers keep them from all other documents.
    if (/^e/.test(path)) element.allow = 'payment';
    // The address is that of the document only: browsers compile a script once for all documents of one address.
    element.src = `${host}${FRAMES}/${file}`;
    if (field) element.name = `#${field}`;
    element.title = title;
    // The host needs no more than the origin. With less, some browsers hide from a frame which pages embed the shop.
    element.referrerPolicy = 'strict-origin';
    // Whatever document loads there cannot navigate the page, nor open windows, dialogs or downloads.
    if (!embeds) element.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    // A strict `style-src` allows the CSSOM, but no style attribute. The colour scheme is the one its document starts with.
    element.style.cssText =
      'border:0;color-scheme:light;display:block;height:20px;margin:0;padding:0;width:100%';
    return element;
  }

  /** Loads the document again after half of the time: an error of the server, or its silence, may be over. Not while a person may be typing, nor where the page has taken it away. */
  function tryAgain() {
    if (isFocused() || !iframe.isConnected) return;
    opened = undefined;
    port?.close();
    container.appendChild(iframe);
  }

  function onViolation(event: SecurityPolicyViolationEvent) {
    const { blockedURI, disposition, effectiveDirective } = event;
    if (blockedURI === host && disposition === 'enforce' && effectiveDirective === 'frame-src')
      fail('frame_blocked', `is blocked: your CSP needs frame-src ${host}`);
  }

  function onDeadline() {
    const { isConnected } = iframe;
    if (attached)
      return isConnected
        ? fail(
            'frame_timeout',
            opened
              ? 'has no script: its host is down, or refuses this page'
              : `did not load within ${loadTimeout / 1000} seconds`,
          )
        : fail('frame_removed', 'was taken off the page');
    // Outside the document nothing loads, so the time starts once the iframe is in it.
    attached = isConnected;
    deadline = setTimeout(onDeadline, loadTimeout);
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
      fail('frame_version_mismatch', `speaks protocol ${message.protocol}, not ${PROTOCOL}`);
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

  /** Focuses the iframe again: when it got the focus before its document loaded, the document does not have it. */
  function passFocus() {
    if (!isFocused()) return;
    iframe.blur();
    iframe.focus({ preventScroll: true });
  }

  const isFocused = () => (iframe.getRootNode() as Document | ShadowRoot).activeElement === iframe;

  function endHandshake() {
    clearTimeout(deadline);
    clearTimeout(sign);
    stopViolations();
  }

  function send(message: PageMessage) {
    if (ready) port?.postMessage(message);
    else queue.push(message);
  }

  function ask(method: CallMethod, params: JsonObject, given?: AbortSignal) {
    // A real signal, and not a value that a page's script has put on `Object.prototype`.
    const signal = given?.addEventListener && given;
    return new Promise<CallOutcome>((resolve) => {
      if (closed || signal?.aborted) return resolve({ error: closed ?? ABORTED });
      const id = ++lastCall;
      const abort = () => settle(id, { error: ABORTED });
      const timeout = setTimeout(
        () => settle(id, { error: linkError('frame_timeout', 'did not answer in time') }),
        method === 'authenticate' ? AUTHENTICATION_MS : CALL_MS,
      );
      const stop = listen(signal, 'abort', abort);
      calls.set(id, (outcome) => {
        clearTimeout(timeout);
        stop();
        resolve(outcome);
      });
      send({ type: 'call', id, method, params, agent: settings.agent() });
      heartbeat ??= setInterval(beat, HEARTBEAT_MS);
    });
  }

  function beat() {
    if (!ready) return;
    // A frame that is no longer in the page has lost its document and will not answer.
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

  const fail = (code: ErrorCode, what: string, moved?: boolean) => end(linkError(code, what), moved);

  return { iframe, send, ask, close };
}

/** Reads only own properties, because a page's script may have added some to `Object.prototype`. */
function outcomeOf(message: FrameMessage & { type: 'result' }): CallOutcome {
  const own: object = { __proto__: null, ...message };
  const outcome = own as { value?: JsonObject; error?: WireError };
  if (outcome.value) delete outcome.error;
  return outcome as CallOutcome;
}

/** Makes the error for a call that gets no answer. */
export const connectionError = (code: ErrorCode, message: string): WireError => ({
  type: 'api_connection_error',
  code,
  message,
});

export const ABORTED = /* @__PURE__ */ connectionError('aborted', 'Aborted. It may still take effect.');

const linkError = (code: ErrorCode, what: string) =>
  connectionError(code, `The payment field ${what}. Mount it again.`);

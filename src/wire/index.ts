export { isRecord } from './check.js';
export { type AcceptedPort, acceptPort, offerPort } from './handshake.js';
export { type IntentObject, isLost, readClientSecret } from './intents.js';
export { isFrameMessage, isInit, isPageMessage } from './messages.js';
export * from './protocol.js';

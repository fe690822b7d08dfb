export { isRecord, like, own } from './check.js';
export { ELEMENTS, type ElementDetails } from './elements.js';
export { type AcceptedPort, acceptPort, offerPort } from './handshake.js';
export { type IntentObject, isLost, readClientSecret } from './intents.js';
export { isFrameMessage, isInit, isPageMessage } from './messages.js';
export * from './protocol.js';

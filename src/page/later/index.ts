export { callLaterMethod } from './call-later-method.js';
export { authenticate } from './challenge.js';
export { serveFrame } from './serve-frame.js';

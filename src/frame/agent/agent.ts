import { PROTOCOL } from '../../wire/index.js';
import { retrieveIntent } from '../api/intent-requests.js';
import { createSender } from '../api/sender.js';
import { servePage } from '../runtime/serve-page.js';
import { createAgentCalls } from './calls.js';

/** Runs the hidden frame that speaks with the API for calls of a page that have no Element. */
servePage((init, tell) => {
  // The next call may run in another frame, where an attempt has to have the same idempotency key. Nothing is
  // typed here, so no salt is needed.
  const send = createSender(init, '');
  tell({ type: 'ready', protocol: PROTOCOL, height: 0 });
  return { call: createAgentCalls(send, (clientSecret) => retrieveIntent(clientSecret, init)) };
});

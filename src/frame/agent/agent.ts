import { PROTOCOL } from '../../wire/index.js';
import { retrieveIntent } from '../api/intent-requests.js';
import { createSender } from '../api/sender.js';
import { servePage } from '../runtime/serve-page.js';
import { createAgentCalls } from './calls.js';

/** The frame that no one sees: it speaks with the API for a page's call that has no Element. */
servePage((init, tell) => {
  // Another frame makes the next call: an attempt has to have the same idempotency key there, and nothing is typed here.
  const send = createSender(init, '');
  tell({ type: 'ready', protocol: PROTOCOL, height: 0 });
  return { call: createAgentCalls(send, (clientSecret) => retrieveIntent(clientSecret, init)) };
});

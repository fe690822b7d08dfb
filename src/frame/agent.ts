import { PROTOCOL } from '../wire/index.js';
import { tokenPaymentMethodRequest } from './requests.js';
import { createSender } from './sender.js';
import { servePage } from './serve-page.js';

/** The frame that no one sees: it speaks with the API for a page's call that has no Element. */
servePage((init, tell) => {
  const send = createSender(init);
  tell({ type: 'ready', protocol: PROTOCOL, height: 0 });
  return { call: ({ params, agent }) => send(tokenPaymentMethodRequest(params), agent) };
});

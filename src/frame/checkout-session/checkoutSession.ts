import { PROTOCOL } from '../../wire/index.js';
import { notHere } from '../api/answer.js';
import { servePage } from '../runtime/serve-page.js';
import { checkoutRequest, NO_SESSION } from './checkout-request.js';
import { send } from './send.js';

/** Runs the hidden frame through which a page of the shop's own reaches its Checkout Session. */
servePage((init, tell) => {
  tell({ type: 'ready', protocol: PROTOCOL, height: 0 });
  return {
    call({ agent, method, params }) {
      if (method !== 'checkout') return notHere();
      const request = checkoutRequest(params);
      return request ? send(request, init, agent) : NO_SESSION;
    },
  };
});

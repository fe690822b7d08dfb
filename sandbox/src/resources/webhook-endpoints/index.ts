export { webhookEndpoints } from './endpoints.js';
export { forwardTo } from './forward.js';
export { wrongUrl } from './url.js';

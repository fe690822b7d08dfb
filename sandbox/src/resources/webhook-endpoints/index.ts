export { type EndpointRow, findConnectEndpoint, secretOf, webhookEndpoints } from './endpoints.js';
export { EVENT_TYPES } from './event-types.js';
export { forwardTo } from './forward.js';
export { wrongUrl } from './url.js';

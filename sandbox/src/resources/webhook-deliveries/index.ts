export {
  type AttemptCount,
  attemptListParams,
  countAttempts,
  listAttempts,
  type WebhookAttempt,
} from './attempts.js';
export { createDelivery } from './deliver.js';
export {
  abandonAll,
  forgetDeliveriesOf,
  forgetOldDeliveries,
  forgetResponses,
  releaseAll,
} from './deliveries.js';
export { deliveriesOf, deliveryListParams, listDeliveries, type WebhookDelivery } from './list.js';
export { post } from './post.js';
export { resend } from './resend.js';
export { webhookDeliveries } from './table.js';

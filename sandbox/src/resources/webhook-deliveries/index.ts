export { createDelivery } from './deliver.js';
export { abandonAll, forgetDeliveriesOf, releaseAll } from './deliveries.js';
export { deliveryListParams, listDeliveries } from './list.js';
export { post } from './post.js';
export { resend } from './resend.js';
export { webhookDeliveries } from './table.js';

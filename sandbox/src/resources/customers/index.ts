export { changeBalance } from './balance.js';
export {
  type DeletionFollower,
  deleteCustomersOf,
  followDeletions,
  putOnClock,
} from './clock-customers.js';
export {
  customerOf,
  customers,
  findCustomer,
  holdCustomer,
  isCustomerGone,
  lockCustomer,
  replaceCustomer,
} from './customers.js';
export { ofCustomer } from './find.js';
export { attachToCustomer, detachFromCustomer, makeDefault } from './payment-methods.js';
export { createCustomer, createCustomerParams, updateCustomer, updateCustomerParams } from './routes.js';

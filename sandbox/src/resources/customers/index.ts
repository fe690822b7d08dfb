export { deleteCustomersOf, putOnClock } from './clock-customers.js';
export { customerOf, findCustomer, holdCustomer, isCustomerGone } from './customers.js';
export { attachToCustomer, detachFromCustomer, makeDefault } from './payment-methods.js';

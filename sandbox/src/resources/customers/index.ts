export { customerOf, findCustomer, holdCustomer, isCustomerGone } from './customers.js';

export { sessionCustomer } from './saved-methods.js';
export { openSession } from './sessions.js';

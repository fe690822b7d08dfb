export { defaultChoice, defaultFor } from './default-choice.js';
export { sessionCustomer } from './saved-methods.js';
export { openSession, startSession } from './sessions.js';

export { followSetup, subscriber } from './follow.js';

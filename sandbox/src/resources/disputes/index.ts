export { disputeIfTold } from './disputes.js';

export { redactObject } from './redact-params.js';
export {
  createRequestLog,
  forgetOldRequests,
  type RequestLog,
  type RequestRow,
  redactRequests,
} from './request-log.js';
export { requests } from './table.js';

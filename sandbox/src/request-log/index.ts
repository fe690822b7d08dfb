export {
  createRequestLog,
  forgetOldRequests,
  type RequestLog,
  type RequestRow,
} from './request-log.js';
export { requests } from './table.js';

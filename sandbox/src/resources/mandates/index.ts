export { type Consent, type MandateData, makeMandate, mandateDataParams, seenOf } from './mandates.js';

export {
  type Agreement,
  agreementOf,
  type Consent,
  changeMandate,
  endConsent,
  givenMandate,
  type MandateData,
  makeMandate,
  mandateDataParams,
  mandateOf,
  newestMandateOf,
  seenOf,
} from './mandates.js';

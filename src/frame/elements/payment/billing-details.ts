import { type AddressFields, createAddressFields } from '../../address/address-fields.js';
import { emailError, emailRule } from '../../input/contact-rules.js';
import {
  incomplete_email,
  invalid_email,
  label_email,
  label_name,
  label_phone,
} from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';

learn({ incomplete_email, invalid_email, label_email, label_name, label_phone });

/** Adds the fields of all billing details but the country and the postal code. */
export function createBillingDetails(surroundings: Parameters<typeof createAddressFields>[0]): AddressFields {
  const { add } = surroundings;
  add({ name: 'name', label: 'label_name', autocomplete: 'name' });
  add({
    name: 'email',
    label: 'label_email',
    autocomplete: 'email',
    inputMode: 'email',
    rule: emailRule,
    error: emailError,
  });
  add({ name: 'phone', label: 'label_phone', autocomplete: 'tel', inputMode: 'tel' });
  return createAddressFields(surroundings);
}

import {
  button_more,
  incomplete_field,
  label_country,
  label_cvc,
  label_expiry,
  label_number,
  label_payment_method,
  label_postalCode,
  method_card,
  placeholder_cvc,
  placeholder_expiry,
} from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';

learn({
  button_more,
  incomplete_field,
  label_country,
  label_cvc,
  label_expiry,
  label_number,
  label_payment_method,
  label_postalCode,
  method_card,
  placeholder_cvc,
  placeholder_expiry,
});

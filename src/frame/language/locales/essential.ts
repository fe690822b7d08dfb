/**
 * English texts that a card's frame has from its start, so that they never fail to load. Its labels are in
 * the document.
 */
export {
  api_unreachable,
  incomplete_cvc,
  incomplete_expiry,
  incomplete_number,
  incomplete_zip,
  invalid_cvc,
  invalid_expiry_month,
  invalid_expiry_month_past,
  invalid_expiry_year,
  invalid_expiry_year_past,
  invalid_number,
  label_zip,
  placeholder_zip,
} from './en.json';

import {
  authentication_failed,
  label_bank_page,
  label_close,
  status_checking,
  status_loading,
  title_challenge,
  title_voucher,
} from '../language/locales/en.json';
import { learn } from '../language/texts.js';

learn({
  title_challenge,
  title_voucher,
  label_close,
  label_bank_page,
  status_loading,
  status_checking,
  authentication_failed,
});

import {
  authentication_failed,
  identity_cancelled,
  identity_declined,
  identity_expired,
  identity_impossible,
  label_bank_page,
  label_close,
  status_checking,
  status_loading,
  status_wait,
  title_challenge,
  title_identity,
  title_voucher,
  title_wallet,
} from '../language/locales/en.json';
import { learn } from '../language/texts.js';

learn({
  title_challenge,
  title_identity,
  title_voucher,
  title_wallet,
  label_close,
  label_bank_page,
  status_loading,
  status_checking,
  status_wait,
  authentication_failed,
  identity_cancelled,
  identity_declined,
  identity_expired,
  identity_impossible,
});

import {
  incomplete_method,
  wallet_book,
  wallet_buy,
  wallet_checkout,
  wallet_donate,
  wallet_order,
  wallet_pay,
  wallet_subscribe,
  wallets_less,
  wallets_more,
} from '../../language/locales/en.json';
import { learn } from '../../language/texts.js';

learn({
  incomplete_method,
  wallet_book,
  wallet_buy,
  wallet_checkout,
  wallet_donate,
  wallet_order,
  wallet_pay,
  wallet_subscribe,
  wallets_less,
  wallets_more,
});

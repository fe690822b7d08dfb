/** Kind of an error, as the public API and Stripe.js name it. */
export type ErrorType =
  | 'api_connection_error'
  | 'api_error'
  | 'authentication_error'
  | 'card_error'
  | 'idempotency_error'
  | 'invalid_request_error'
  | 'rate_limit_error'
  | 'validation_error';

/** Origin of an error: the SDK in the page, a frame on the host, or the API. */
export type ErrorSource = 'page' | 'frame' | 'API';

/** Entry of the catalogue: an error that has a code. */
export interface KnownError {
  /** Its `type`: several where the API gives it another type than the SDK does. */
  types: ErrorType[];
  from: ErrorSource[];
  /** HTTP status of the API's answer: several where it depends on the request. */
  status?: number[];
  text: string;
  /** Advice to the person who gets the error. */
  todo: string;
}

/** Meaning of each type, because some errors have no code. */
export const errorTypes: Record<ErrorType, string> = {
  validation_error: 'Something is missing or wrong in a field. The field shows it, and nothing was sent.',
  card_error: 'The card or the account was refused. Tell the customer: another one may work.',
  invalid_request_error:
    'The SDK or the API was called in a way that does not work. `message` says what is wrong, and `param` where.',
  authentication_error: 'The key is unknown or revoked. Copy it from the dashboard again.',
  api_connection_error:
    'The network or a frame failed. Call again with the same parameters: to the server it is the same request.',
  api_error:
    'The host failed. Call again with the same parameters; the host logs the reason under the `Request-Id`.',
  rate_limit_error:
    'The host, or a proxy in front of it, received too many requests. Wait a moment, then call again.',
  idempotency_error:
    'The `Idempotency-Key` was used before with other parameters, or its first request is still running.',
};

type Place = Pick<KnownError, 'types' | 'from' | 'status'>;

const FIELD: Place = { types: ['validation_error'], from: ['frame'] };
const LINK: Place = { types: ['api_connection_error'], from: ['page'] };
const USE: Place = { types: ['invalid_request_error'], from: ['page'] };
/** Place of an ending of the dialog of `verifyIdentity`. */
const DIALOG: Place = { types: ['invalid_request_error'], from: ['frame'] };
const CARD: Place = { types: ['card_error'], from: ['API'], status: [402] };
const FIELD_OR_CARD: Place = {
  types: ['validation_error', 'card_error'],
  from: ['frame', 'API'],
  status: [402],
};
/** Place of a debit that fails after it was confirmed: the error is in the intent, not in an answer. */
const DEBIT: Place = { types: ['card_error'], from: ['API'] };
const REQUEST: Place = { types: ['invalid_request_error'], from: ['API'], status: [400] };

/** Types the table so that each code stays known, and so that its texts stay out of the declarations. */
const catalogue = <Code extends string>(errors: Record<Code, KnownError>): Record<Code, KnownError> => errors;

/** Catalogue of all errors that have a code. */
export const errors = catalogue({
  aborted: {
    ...LINK,
    text: 'The `AbortSignal` of the page ended the wait, or the Element was removed during a call.',
    todo: 'The request may have arrived: retrieve the intent before you pay again.',
  },
  account_closed: {
    ...DEBIT,
    text: 'The debit failed: the account has been closed.',
    todo: 'Ask the customer for another account, or another way to pay.',
  },
  account_country_invalid_address: {
    ...REQUEST,
    text: 'The address of a business is in another country than its account.',
    todo: 'Send an address in the country of the account, or create an account in that country.',
  },
  account_invalid: {
    ...REQUEST,
    status: [403],
    text: 'The account does not exist, or is not connected to the key’s account.',
    todo: 'Create it with `POST /v1/accounts`, or leave out the header; in a page, the option `stripeAccount`.',
  },
  account_number_invalid: {
    ...REQUEST,
    text: 'No account has this IBAN or account number, or, in test mode, no test account has it.',
    todo: 'Ask the customer to check it. In test mode, use a test account.',
  },
  amount_too_large: {
    ...REQUEST,
    text: 'The amount is more than a payment can have, or more than can be captured.',
    todo: 'Send less: amounts are in the smallest unit of the currency.',
  },
  amount_too_small: {
    ...REQUEST,
    text: 'The amount is less than a payment in this currency can have.',
    todo: 'Send more: amounts are in the smallest unit of the currency.',
  },
  api_key_expired: {
    ...REQUEST,
    status: [401],
    text: 'The key has expired or was rolled.',
    todo: 'Use its successor, or create a key in the dashboard.',
  },
  application_fee_already_refunded: {
    ...REQUEST,
    text: 'The whole application fee has already been given back.',
    todo: 'Nothing: the account has the fee back.',
  },
  application_fees_not_allowed: {
    ...REQUEST,
    text: 'A payment has an application fee that no connected account could pay.',
    todo: 'Send the header of the connected account, or `transfer_data[destination]`.',
  },
  authentication_required: {
    ...CARD,
    text: 'The bank wants to ask the cardholder, who is not there, or `error_on_requires_action` forbids it.',
    todo: 'Bring the customer back to the page, and confirm the intent there.',
  },
  balance_insufficient: {
    ...REQUEST,
    text: 'The account has less money available than this takes. `message` says how much it has.',
    todo: 'Wait until pending money is available. In test mode, pay with `tok_bypassPending`.',
  },
  bank_account_exists: {
    ...REQUEST,
    text: 'The account is already paid out to this bank account.',
    todo: 'Use the bank account that is there, or send another one.',
  },
  bank_account_unusable: {
    ...REQUEST,
    text: 'An earlier payout did not reach the bank account or the card.',
    todo: 'Update the external account, or add another one.',
  },
  bank_account_unverified: {
    ...REQUEST,
    text: 'The bank account has to be verified first, and cannot be in the way that the request or the intent asks for.',
    todo: 'Let the customer choose the account at their bank, or verify it by microdeposits.',
  },
  capability_not_active: {
    ...REQUEST,
    text: 'The account that the payment is for does not have the capability `card_payments`.',
    todo: 'Request it, and see in the account’s `requirements` what is missing.',
  },
  card_declined: {
    ...CARD,
    text: 'The card was declined. `decline_code` gives the reason, if the bank gives one.',
    todo: 'Tell the customer. The intent accepts another card.',
  },
  charge_already_captured: {
    ...REQUEST,
    text: 'The charge has already been captured.',
    todo: 'Nothing: the money is yours.',
  },
  charge_already_refunded: {
    ...REQUEST,
    text: 'The whole charge has already been refunded.',
    todo: 'Nothing: the customer has the money back.',
  },
  charge_disputed: {
    ...REQUEST,
    text: 'The charge is disputed, and a lost dispute gives the money back.',
    todo: 'Answer the dispute, or accept it. Refund the charge only once the dispute is over.',
  },
  charge_exceeds_source_limit: {
    ...DEBIT,
    text: 'The debit exceeds the amount that can be debited from this account within a week.',
    todo: 'Try again later, or ask for another way to pay.',
  },
  charge_exceeds_transaction_limit: {
    ...DEBIT,
    text: 'The debit exceeds the amount that can be debited from this account at once.',
    todo: 'Ask for a smaller payment, or for another way to pay.',
  },
  charge_exceeds_weekly_limit: {
    ...DEBIT,
    text: 'The debit exceeds the number of times that this account can be debited within a week.',
    todo: 'Try again later, or ask for another way to pay.',
  },
  charge_expired_for_capture: {
    ...REQUEST,
    text: 'The charge was not captured within seven days, so that its issuer no longer reserves the money.',
    todo: 'Create another payment.',
  },
  charge_not_captured: {
    ...REQUEST,
    text: 'The charge is only authorized.',
    todo: 'Cancel its PaymentIntent instead of refunding it.',
  },
  charge_not_refundable: {
    ...REQUEST,
    text: 'The charge failed or is pending, so there is nothing to refund.',
    todo: 'Refund it once it has succeeded.',
  },
  consent_declined: {
    ...DIALOG,
    text: 'The person declined to be verified.',
    todo: 'Offer another way, or let them begin again with a new client secret.',
  },
  container_taken: {
    ...USE,
    text: 'The container already has an Element.',
    todo: 'Unmount that one first, or mount into another container.',
  },
  country_code_invalid: {
    ...REQUEST,
    text: 'There is no country with this code.',
    todo: 'Send a code of ISO 3166-1 alpha-2, such as `NL`.',
  },
  country_not_supported: {
    ...DIALOG,
    text: 'People from the country that was chosen can’t be verified.',
    todo: 'Offer the person another way.',
  },
  country_unsupported: {
    ...REQUEST,
    text: 'There are no connected accounts in this country.',
    todo: 'Send one of the countries that connected accounts can be in.',
  },
  coupon_expired: {
    ...REQUEST,
    text: 'The coupon was used as often as it can be, or its time is over.',
    todo: 'Send another coupon.',
  },
  cross_origin_isolated: {
    ...USE,
    from: ['frame'],
    text: 'The bank has a question, and the page is cross-origin isolated, so that it cannot show a page of a bank.',
    todo: 'Confirm with a `return_url`: the customer is led to the bank by a redirect. Or take `Cross-Origin-Embedder-Policy` off the page.',
  },
  customer_max_subscriptions: {
    ...REQUEST,
    text: 'The customer has all the subscriptions that they can have: 500, or 3 on a test clock.',
    todo: 'Cancel one, or add items to one.',
  },
  customer_session_expired: {
    ...REQUEST,
    text: 'The customer session is older than 30 minutes.',
    todo: 'Create one on your server each time that a page is opened.',
  },
  customer_session_feature_disabled: {
    ...REQUEST,
    status: [403],
    text: 'The customer session does not allow the page to do this with saved payment methods.',
    todo: 'Enable the feature when you create the customer session.',
  },
  customer_session_mismatch: {
    ...REQUEST,
    text: 'The customer session is of another customer than the intent, or the intent has no customer.',
    todo: 'Create the intent and the customer session for the same customer.',
  },
  database_unavailable: {
    types: ['api_error'],
    from: ['API'],
    status: [503],
    text: 'The host cannot reach its database at the moment.',
    todo: 'Wait as long as `Retry-After` says. Then send the same request again, with the same `Idempotency-Key`.',
  },
  debit_not_authorized: {
    ...DEBIT,
    text: 'The debit failed: the holder of the account has not authorized debits.',
    todo: 'Ask the customer for another account, or another way to pay.',
  },
  device_unsupported: {
    ...DIALOG,
    text: 'The device has no camera, or the person did not allow its use.',
    todo: 'Ask the person to go on with another device.',
  },
  dispute_not_open: {
    ...REQUEST,
    text: 'The dispute is over: it accepts no evidence and cannot be closed.',
    todo: 'Nothing: retrieve the dispute to see how it ended.',
  },
  disallowed_brand: {
    ...FIELD,
    text: 'The page does not accept cards of this brand (`disallowedCardBrands`).',
    todo: 'The customer enters another card.',
  },
  element_destroyed: {
    ...USE,
    text: 'The Element was destroyed.',
    todo: 'Create a new one with `elements.create`.',
  },
  element_exists: {
    ...USE,
    text: 'The group already has an Element of this type, or a Payment Element and another Element that pays were put into one group.',
    todo: 'Get it with `getElement`, destroy it first, or create the other one in its own group.',
  },
  element_not_mounted: {
    ...USE,
    text: 'A call needs an Element that is not mounted, or was passed none. `message` names its type, or all types that there could be.',
    todo: 'Mount the Element and pass it to the call.',
  },
  element_unmounted: {
    ...LINK,
    text: 'The Element was unmounted or destroyed during the call.',
    todo: 'Keep it mounted until the promise settles. The request may have arrived: retrieve the intent.',
  },
  elements_not_submitted: {
    ...USE,
    text: '`elements.submit()` was not called before the intent was confirmed.',
    todo: 'Await `elements.submit()`, then create the intent and confirm it.',
  },
  email_invalid: {
    ...REQUEST,
    text: 'This is not an email address.',
    todo: 'Correct `param`.',
  },
  embedded_checkout_destroyed: {
    ...USE,
    text: 'The embedded Checkout was destroyed.',
    todo: 'Create another one with `createEmbeddedCheckoutPage`.',
  },
  embedded_checkout_exists: {
    ...USE,
    text: 'A page shows one embedded Checkout at a time.',
    todo: 'Call `destroy` of the one that there is. In an effect of a component, destroy it where the effect ends.',
  },
  expired_card: {
    ...CARD,
    text: 'The card has expired.',
    todo: 'The customer uses another card.',
  },
  frame_blocked: {
    ...LINK,
    text: 'The Content-Security-Policy of the page forbids the frame of the host.',
    todo: 'Add the host to `frame-src`.',
  },
  frame_navigated: {
    ...LINK,
    text: 'The frame was moved in the page, reloaded, or navigated elsewhere.',
    todo: 'Mount the Element again, and leave its node where it is.',
  },
  frame_removed: {
    ...LINK,
    text: 'The node of the Element was removed from the page.',
    todo: 'Unmount an Element before you remove its node, then mount it again.',
  },
  frame_timeout: {
    ...LINK,
    text: 'The frame did not load, or did not answer a call in time.',
    todo: 'Check that the host is up and serves the frames to this page, then mount the Element again.',
  },
  frame_unresponsive: {
    ...LINK,
    text: 'The frame stopped answering during a call.',
    todo: 'Mount the Element again. The request may have arrived: retrieve the intent.',
  },
  frame_version_mismatch: {
    ...LINK,
    from: ['page', 'frame'],
    text: 'The script of the page and the frames of the host are of different versions.',
    todo: 'Load the script from the host, or update the package that you bundle.',
  },
  host_insecure: {
    ...USE,
    text: 'The option `host` is not HTTPS.',
    todo: 'Use `https:`. A loopback address may be `http:` with a test key.',
  },
  host_invalid: {
    ...USE,
    text: 'The option `host` is not an origin.',
    todo: 'Pass the origin of the frames, such as `https://pay.example.com`.',
  },
  host_missing: {
    ...USE,
    text: 'The SDK does not know the host, because no script tag names it.',
    todo: 'Pass the option `host`.',
  },
  https_required: {
    ...REQUEST,
    status: [403],
    text: 'A live key was used from a page or a frame without HTTPS.',
    todo: 'Serve both over `https:`, or use a test key.',
  },
  idempotency_key_in_use: {
    types: ['idempotency_error'],
    from: ['API'],
    status: [409],
    text: 'The first request with this `Idempotency-Key` is still running.',
    todo: 'Send the same request again in a moment: it gets the answer of the first.',
  },
  incomplete_account_number: {
    ...FIELD,
    text: 'The account number is incomplete.',
    todo: 'The customer completes it.',
  },
  incomplete_blik_code: {
    ...FIELD,
    text: 'The BLIK code has fewer than six digits.',
    todo: 'The customer completes it.',
  },
  incomplete_bsb: { ...FIELD, text: 'The BSB number is incomplete.', todo: 'The customer completes it.' },
  incomplete_city: { ...FIELD, text: 'The city is missing.', todo: 'The customer completes it.' },
  incomplete_country: { ...FIELD, text: 'No country is chosen.', todo: 'The customer chooses one.' },
  incomplete_cvc: { ...FIELD, text: 'The security code is incomplete.', todo: 'The customer completes it.' },
  incomplete_email: {
    ...FIELD,
    text: 'The email address is incomplete.',
    todo: 'The customer completes it.',
  },
  incomplete_expiry: { ...FIELD, text: 'The expiry date is incomplete.', todo: 'The customer completes it.' },
  incomplete_field: {
    ...FIELD,
    text: 'A field that is required is empty.',
    todo: 'The customer fills it in.',
  },
  incomplete_iban: { ...FIELD, text: 'The IBAN is incomplete.', todo: 'The customer completes it.' },
  incomplete_line1: { ...FIELD, text: 'The address is missing.', todo: 'The customer completes it.' },
  incomplete_method: { ...FIELD, text: 'No payment method is chosen.', todo: 'The customer chooses one.' },
  incomplete_name: { ...FIELD, text: 'The name is missing.', todo: 'The customer completes it.' },
  incomplete_number: { ...FIELD, text: 'The card number is incomplete.', todo: 'The customer completes it.' },
  incomplete_phone: { ...FIELD, text: 'The phone number is incomplete.', todo: 'The customer completes it.' },
  incomplete_routing_number: {
    ...FIELD,
    text: 'The routing number is incomplete.',
    todo: 'The customer completes it.',
  },
  incomplete_sort_code: {
    ...FIELD,
    text: 'The sort code is incomplete.',
    todo: 'The customer completes it.',
  },
  incomplete_state: { ...FIELD, text: 'The state or region is missing.', todo: 'The customer completes it.' },
  incomplete_zip: { ...FIELD, text: 'The postal code is incomplete.', todo: 'The customer completes it.' },
  invalid_po_box: {
    ...FIELD,
    text: 'The address is a PO box, which `blockPoBox` refuses.',
    todo: 'The customer enters a street address.',
  },
  invalid_zip: {
    ...FIELD,
    text: 'The postal code is not one of the country.',
    todo: 'The customer corrects it.',
  },
  incorrect_cvc: { ...CARD, text: 'The security code is wrong.', todo: 'The customer types it again.' },
  incorrect_number: {
    ...CARD,
    text: 'The check digit of the card number is wrong.',
    todo: 'The customer corrects the number.',
  },
  insecure_page: {
    ...USE,
    from: ['page', 'frame'],
    text: 'A live key was used on a page without HTTPS, or the page has no web origin.',
    todo: 'Serve the page over `https:`, or use a test key.',
  },
  instant_payouts_unsupported: {
    ...REQUEST,
    text: 'The bank account or the card takes no instant payouts.',
    todo: 'Send `method: standard`, or another destination.',
  },
  insufficient_capabilities_for_transfer: {
    ...REQUEST,
    text: 'The destination account does not have the capability `transfers`.',
    todo: 'Request it, and see in the account’s `requirements` what is missing.',
  },
  insufficient_funds: {
    ...DEBIT,
    text: 'The account has insufficient funds for the debit.',
    todo: 'Try again later, or ask for another way to pay.',
  },
  invalid_account_number_confirmation: {
    ...FIELD,
    text: 'The account number and its repetition differ.',
    todo: 'The customer corrects one of them.',
  },
  intent_mismatch: {
    types: ['invalid_request_error'],
    from: ['frame'],
    text: 'The intent is not the one that `elements({ mode, amount, … })` describes.',
    todo: '`param` names what differs, and `message` both values. Call `elements.update()` with the values of the intent, or create the intent with those of the group.',
  },
  invalid_canceled_subscription_fields: {
    ...REQUEST,
    text: 'The subscription has ended; `param` names what can no longer be changed.',
    todo: 'Create another subscription.',
  },
  invalid_client_secret: {
    ...USE,
    from: ['page', 'frame'],
    text: 'This is not the client secret of the kind of intent, or of a Checkout Session, that the call takes.',
    todo: 'Pass the `client_secret` of the object that your server received.',
  },
  invalid_container: {
    ...USE,
    text: 'The container of an Element was not found, or is not an element of the page.',
    todo: 'Pass an element, or a selector that finds one when `mount` is called.',
  },
  invalid_currency: {
    ...DEBIT,
    text: 'The debit failed: the account takes no debits in this currency.',
    todo: 'Ask the customer for another account, or another way to pay.',
  },
  invalid_card_type: {
    ...REQUEST,
    text: 'The card is not a debit card, so nothing can be paid out to it.',
    todo: 'Use a debit card or a bank account. In test mode: `tok_visa_debit_us_transferSuccess`.',
  },
  invalid_cvc: {
    ...FIELD_OR_CARD,
    text: 'No card of this brand has such a security code.',
    todo: 'The customer corrects it.',
  },
  invalid_email: { ...FIELD, text: 'This is not an email address.', todo: 'The customer corrects it.' },
  invalid_expiry_month: {
    ...FIELD_OR_CARD,
    text: 'There is no such month, or it has passed.',
    todo: 'The customer corrects it, or uses another card.',
  },
  invalid_expiry_month_past: {
    ...FIELD,
    text: 'The month of expiry has passed.',
    todo: 'The customer corrects it, or uses another card.',
  },
  invalid_expiry_year: {
    ...FIELD_OR_CARD,
    text: 'The year of expiry has passed, or is too far ahead.',
    todo: 'The customer corrects it, or uses another card.',
  },
  invalid_expiry_year_past: {
    ...FIELD,
    text: 'The year of expiry has passed.',
    todo: 'The customer corrects it, or uses another card.',
  },
  invalid_iban: {
    ...FIELD,
    text: 'The check digits or the structure of the IBAN are wrong.',
    todo: 'The customer corrects it.',
  },
  invalid_iban_country_code: {
    ...FIELD,
    text: 'The country has no IBANs, or the page does not accept them (`supportedCountries`).',
    todo: 'The customer uses another account.',
  },
  invalid_iban_start: {
    ...FIELD,
    text: 'The IBAN does not begin with the two letters of a country.',
    todo: 'The customer corrects it.',
  },
  invalid_number: {
    ...FIELD_OR_CARD,
    text: 'This is not a card number.',
    todo: 'The customer corrects it.',
  },
  invalid_option: {
    ...USE,
    text: 'An option has a type or a value that it cannot have; `param` names it.',
    todo: 'Correct the option.',
  },
  invalid_phone: { ...FIELD, text: 'This is not a phone number.', todo: 'The customer corrects it.' },
  invalid_publishable_key: {
    ...USE,
    text: 'This is not a publishable key.',
    todo: 'Pass the key that begins with `pk_test_` or `pk_live_`.',
  },
  invalid_response: {
    types: ['api_error'],
    from: ['frame'],
    text: 'The answer did not come from the API: it was the page of a captive portal, empty, or half of an object.',
    todo: 'Call again with the same parameters. If the error persists, check the proxies in front of the API on the host.',
  },
  invalid_return_url: {
    ...USE,
    text: '`return_url` is missing, or is not the absolute address of a page.',
    todo: 'Pass the `https:` address of the page to which the customer returns.',
  },
  invalid_routing_number: {
    ...FIELD,
    text: 'The check digit of the routing number is wrong.',
    todo: 'The customer corrects it.',
  },
  invoice_no_customer_line_items: {
    ...REQUEST,
    text: 'The customer has no pending invoice items.',
    todo: 'Create an invoice item first, or leave out `pending_invoice_items_behavior`.',
  },
  invoice_not_editable: {
    ...REQUEST,
    text: 'The invoice is finalized, so what it bills can no longer be changed.',
    todo: 'Void it, and create another one.',
  },
  invoice_payment_intent_requires_action: {
    ...REQUEST,
    text: 'The bank wants to ask the cardholder before the invoice is paid.',
    todo: 'Bring the customer to a page, and confirm the PaymentIntent of the error there.',
  },
  invoice_upcoming_none: {
    ...REQUEST,
    text: 'There is nothing to bill next, so there is nothing to preview.',
    todo: 'Send `subscription_details` for a new subscription, or create an invoice item first.',
  },
  ip_not_allowed: {
    ...REQUEST,
    status: [403],
    text: 'The key does not work from this address.',
    todo: 'Add the address to the key in the dashboard.',
  },
  live_mode_unavailable: {
    ...REQUEST,
    text: 'A live key was used, but the host has no upstream for live mode, or does not do this in live mode.',
    todo: 'Configure an upstream, or use a test key.',
  },
  load_failed: {
    ...LINK,
    text: 'The script of the SDK could not be loaded; `attempts`, `url` and `cause` have the details.',
    todo: 'Check the host, and `script-src` and `trusted-types` of the page. Then call `loadPayframe` again.',
  },
  lock_timeout: {
    ...REQUEST,
    status: [429],
    text: 'Another request holds an object that this one needs.',
    todo: 'Send the same request again.',
  },
  method_not_available: {
    ...USE,
    from: ['page', 'frame'],
    text: 'This version, or this Element, does not support the call or the option.',
    todo: 'See the guide on migrating for alternatives.',
  },
  missing: {
    types: ['card_error', 'invalid_request_error'],
    from: ['API'],
    status: [402, 400],
    text: 'The customer has no source to charge, or not the one that the request names.',
    todo: 'Save one with `POST /v1/customers/:id/sources`, or charge a token without a customer.',
  },
  missing_element: {
    ...USE,
    from: ['frame'],
    text: 'The group lacks a field that a card needs.',
    todo: 'Mount the Element that the message names.',
  },
  no_account: {
    ...DEBIT,
    text: 'The debit failed: the bank has no such account.',
    todo: 'Ask the customer for another account, or another way to pay.',
  },
  no_document: {
    ...USE,
    text: 'An Element was mounted where there is no document, such as on a server.',
    todo: 'Mount it in the browser.',
  },
  not_allowed_on_standard_account: {
    ...REQUEST,
    status: [400, 403],
    text: 'This is not possible for an account that has the full dashboard: its holder does it there.',
    todo: 'Ask the holder, or create accounts of the type express or custom.',
  },
  origin_not_allowed: {
    ...REQUEST,
    status: [403],
    text: 'The publishable key does not work on this page, or on a page around it.',
    todo: 'Add the origin to the key in the dashboard, or use the key of this page.',
  },
  parameter_invalid: {
    ...USE,
    from: ['frame'],
    text: 'A parameter cannot be sent as it is.',
    todo: 'Correct the parameter that the message names.',
  },
  parameter_invalid_array: { ...REQUEST, text: 'A list was expected.', todo: 'Send `param` as a list.' },
  parameter_invalid_empty: {
    ...REQUEST,
    text: 'The parameter is empty.',
    todo: 'Send a value, or leave the parameter out.',
  },
  parameter_invalid_hash: {
    ...REQUEST,
    text: 'A set of named values was expected.',
    todo: 'Send `param` as an object: `param[name]=value`.',
  },
  parameter_invalid_integer: {
    ...REQUEST,
    text: 'The value is not an integer, or is too small or too large.',
    todo: 'Send an integer within the bounds that the message names.',
  },
  parameter_invalid_string: {
    ...REQUEST,
    text: 'The text is too long, is not one of the accepted values, or contains a card number.',
    todo: 'Send a text as the message says.',
  },
  parameter_missing: { ...REQUEST, text: 'A required parameter is missing.', todo: 'Send `param`.' },
  parameter_unknown: {
    ...REQUEST,
    text: 'There is no such parameter here.',
    todo: 'Check its name, or leave it out.',
  },
  parameters_exclusive: {
    ...REQUEST,
    text: 'Two parameters were sent, of which only one is accepted.',
    todo: 'Send one of those that the message names.',
  },
  payment_intent_authentication_failure: {
    types: ['invalid_request_error', 'card_error'],
    from: ['API', 'frame'],
    status: [402],
    text: 'The bank did not confirm the cardholder, or the dialog was closed.',
    todo: 'Let the customer try again: the intent accepts the same card or another one.',
  },
  payment_intent_incompatible_payment_method: {
    ...REQUEST,
    text: 'The intent cannot be paid by a payment method of this type.',
    todo: 'Use another payment method, or allow the type when the intent is created.',
  },
  payment_intent_invalid_parameter: {
    ...REQUEST,
    text: 'A parameter does not fit the intent or its currency.',
    todo: 'Correct `param` as the message says.',
  },
  payment_intent_payment_attempt_expired: {
    ...DEBIT,
    text: 'The customer did not pay in time: in the app of their bank, on its page, or by a voucher.',
    todo: 'Ask the customer to try again, or for another way to pay, and confirm the intent again.',
  },
  payment_intent_payment_attempt_failed: {
    ...DEBIT,
    text: 'The bank did not pay. A `decline_code`, where there is one, says why.',
    todo: 'Ask the customer for another way to pay.',
  },
  payment_intent_unexpected_state: {
    ...REQUEST,
    from: ['API', 'page'],
    text: 'The intent is in a state in which this cannot be done, or a call for it is running.',
    todo: 'Look at `error.payment_intent`: it may have been paid already.',
  },
  payment_method_microdeposit_failed: {
    ...REQUEST,
    text: 'Microdeposits could not be sent to the bank account.',
    todo: 'Ask the customer to check the numbers of the account, or for another way to pay.',
  },
  payment_method_microdeposit_verification_amounts_invalid: {
    ...REQUEST,
    text: 'The amounts of microdeposits are not two whole numbers of cents.',
    todo: 'Send both amounts of the statement, in cents: `amounts: [32, 45]`.',
  },
  payment_method_microdeposit_verification_amounts_mismatch: {
    ...REQUEST,
    text: 'The amounts are not those that were sent to the bank account. The message says how many attempts are left.',
    todo: 'Let the customer look at the statement again.',
  },
  payment_method_microdeposit_verification_attempts_exceeded: {
    ...REQUEST,
    text: 'There were too many wrong amounts or codes: the account can no longer be verified.',
    todo: 'Ask the customer for another account, or another way to pay.',
  },
  payment_method_microdeposit_verification_descriptor_code_mismatch: {
    ...REQUEST,
    text: 'The code is not the one that was sent to the bank account. The message says how many attempts are left.',
    todo: 'Let the customer look at the statement again.',
  },
  payment_method_microdeposit_verification_timeout: {
    ...REQUEST,
    text: 'The bank account was not verified within ten days.',
    todo: 'Confirm the intent again with another payment method.',
  },
  payment_method_types_empty: {
    ...REQUEST,
    text: 'No payment method is left for a Payment Element: the message says why each type is not.',
    todo: 'Allow a type that takes the currency and the amount, or switch one on for the account.',
  },
  payment_method_unexpected_state: {
    ...REQUEST,
    text: 'The payment method belongs to another customer, or has no customer from which it could be detached.',
    todo: 'Retrieve the payment method to see its customer.',
  },
  payouts_limit_exceeded: {
    ...REQUEST,
    text: 'The account has had as many instant payouts today as it can have: ten.',
    todo: 'Send `method: standard`, or try again tomorrow (UTC).',
  },
  payouts_not_allowed: {
    ...REQUEST,
    text: 'The account is not paid out: its `payouts_enabled` is false.',
    todo: 'Meet the requirements of the account. A rejected account stays without payouts.',
  },
  permission_missing: {
    ...REQUEST,
    status: [403],
    text: 'The restricted key lacks the permission that the message names.',
    todo: 'Give it to the key in the dashboard, or use another key.',
  },
  platform_account_required: {
    ...REQUEST,
    text: 'Only a platform itself can make this call, and a header names a connected account.',
    todo: 'Leave out the header.',
  },
  processing_error: {
    ...CARD,
    text: 'The card could not be processed.',
    todo: 'Try again in a moment, or with another card.',
  },
  product_inactive: {
    ...REQUEST,
    text: 'The product is archived, so no one can subscribe to it.',
    todo: 'Use a price of an active product, or activate it.',
  },
  promotion_code_amount_insufficient: {
    ...REQUEST,
    text: 'The promotion code is only for purchases of a larger amount.',
    todo: 'Tell the customer the amount in `message`.',
  },
  publishable_key_required: {
    ...REQUEST,
    status: [401],
    text: 'This call is for the frames of a page.',
    todo: 'Use the call of the same resource that is meant for servers.',
  },
  rate_limit: {
    types: ['invalid_request_error', 'rate_limit_error'],
    from: ['API', 'frame'],
    status: [429],
    text: 'Too many requests came at once.',
    todo: 'Wait, then send the same request again. Wait longer each time.',
  },
  refer_to_customer: {
    ...DEBIT,
    text: 'The debit failed: the bank refers to the holder of the account for the reason.',
    todo: 'Ask the customer to speak to their bank, or for another way to pay.',
  },
  resource_already_exists: {
    ...REQUEST,
    text: 'Another object has this id or lookup key.',
    todo: 'Send another one. A lookup key moves to the new price with `transfer_lookup_key`.',
  },
  resource_missing: {
    ...REQUEST,
    status: [404, 400],
    text: 'There is no such object for this key and this mode.',
    todo: 'Check the id, the mode of the key, and the header `Payframe-Account`.',
  },
  resource_not_in_version: {
    ...REQUEST,
    status: [404],
    text: 'The public API has this resource, but this version of Payframe does not.',
    todo: 'Look in `docs/keys.md`, which lists every endpoint of this version.',
  },
  routing_number_invalid: {
    ...REQUEST,
    text: 'No bank has this routing number, sort code or BSB, or, in test mode, it is not that of the test bank.',
    todo: 'Ask the customer to check it. In test mode, use the one of the test accounts.',
  },
  secret_key_refused: {
    ...USE,
    from: ['page', 'frame'],
    text: 'A secret key was used in a page, where anyone who opens the page can read it.',
    todo: 'Roll the key now, keep the new one on your server, and use the publishable key in the page.',
  },
  secret_key_required: {
    ...REQUEST,
    status: [401, 400],
    text: 'A publishable key may not make this call or set this parameter.',
    todo: 'Do it on your server, with a secret key.',
  },
  session_cancelled: {
    ...DIALOG,
    text: 'The person closed the dialog of `verifyIdentity`, or left it, before they submitted anything.',
    todo: 'Show the button again. The client secret still works, unless the dialog said that they left.',
  },
  session_expired: {
    ...REQUEST,
    text: 'The client secret of a verification session was used or has expired, or the session no longer waits for input.',
    todo: 'Retrieve the session on your server: while its status is `requires_input`, the answer has a new client secret.',
  },
  setup_intent_authentication_failure: {
    types: ['invalid_request_error', 'card_error'],
    from: ['API', 'frame'],
    status: [402],
    text: 'The bank did not confirm the cardholder, or the dialog was closed.',
    todo: 'Let the customer try again: the intent accepts the same card or another one.',
  },
  setup_intent_invalid_parameter: {
    ...REQUEST,
    text: 'A parameter does not fit the intent.',
    todo: 'Correct `param` as the message says.',
  },
  setup_intent_unexpected_state: {
    ...REQUEST,
    from: ['API', 'page'],
    text: 'The intent is in a state in which this cannot be done, or a call for it is running.',
    todo: 'Look at `error.setup_intent`: it may have succeeded already.',
  },
  status_transition_invalid: {
    ...REQUEST,
    text: 'The state of the object does not allow this.',
    todo: 'Retrieve it: the message says in which states it is allowed.',
  },
  subscription_payment_intent_requires_action: {
    ...CARD,
    text: 'The bank wants to ask the cardholder before the subscription is paid, and `error_if_incomplete` allows no question. Nothing was created.',
    todo: 'Send `payment_behavior=default_incomplete`, and confirm the payment in a page.',
  },
  tax_id_invalid: {
    ...REQUEST,
    text: 'The tax id has the wrong number of digits.',
    todo: 'Ask the customer for it again.',
  },
  timeout: {
    types: ['api_connection_error'],
    from: ['frame'],
    text: 'The API did not answer within 30 seconds.',
    todo: 'Call again with the same parameters: to the server it is the same request.',
  },
  token_already_used: {
    ...REQUEST,
    text: 'A token can be used only once.',
    todo: 'Create a new token, or save the card with a customer to use it again.',
  },
  transfers_not_allowed: {
    ...REQUEST,
    text: 'The destination account was rejected, and receives no transfers.',
    todo: 'Transfer to another account, or take the rejection back with `POST /v1/accounts/:id/unreject`.',
  },
  under_supported_age: {
    ...DIALOG,
    text: 'The person is too young to be verified.',
    todo: 'Offer the person another way.',
  },
  unknown_element: {
    ...USE,
    text: 'There is no Element of this type.',
    todo: 'Use a type that the message names.',
  },
  upstream_unreachable: {
    types: ['api_error'],
    from: ['API'],
    status: [502],
    text: 'The upstream of live mode could not be reached, failed, or does not accept the key of the host.',
    todo: 'Send the same request again with the same `Idempotency-Key`. If the error persists, check the upstream’s address and key.',
  },
  url_invalid: {
    ...REQUEST,
    text: 'Events cannot be sent to this address, or customers cannot be redirected to it.',
    todo: 'Use an address as the message says.',
  },
});

/**
 * Codes that this version knows. `docs/errors.md` and the `doc_url` of an error explain each code and say
 * what to do.
 */
// A mapped type and not `keyof`: editors and the reference would write out every code wherever a `keyof` is
// used, because it has no name of its own.
export type ErrorCode = { [Code in keyof typeof errors]: Code }[keyof typeof errors];

/** Returns the path of the host's page on errors, with the anchor of this error. */
export const errorDocs = ({ type, code }: { type: string; code?: string | undefined }): string =>
  `/docs/errors.html#${code !== undefined && Object.hasOwn(errors, code) ? code : type}`;

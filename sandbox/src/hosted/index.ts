export { createCheckoutPages } from './checkout/pages.js';
export { createIdentityDialog } from './identity/dialog.js';
export { createIdentityPages } from './identity/pages.js';
export { createInvoicePages } from './invoice/pages.js';
export { createLinkPages } from './link/pages.js';
export { createHostedPages, HOSTED_PATH } from './pages.js';
export { PAYMENT_SCRIPT_PATH } from './payment-form.js';
export { paymentScript } from './payment-script.js';
export { createPortalPages } from './portal/pages.js';

export { createIdentityDialog } from './identity/dialog.js';
export { createIdentityPages } from './identity/pages.js';
export { createInvoicePages } from './invoice/pages.js';
export { createHostedPages, HOSTED_PATH } from './pages.js';
export { createPortalPages } from './portal/pages.js';

import { loadPayframe } from 'payframe';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { Checkout } from './react-checkout.js';

window.seen = [];
const root = document.getElementById('root') as HTMLElement;
const { key = '', host, account, content, shadow } = root.dataset;
const app = (
  <Checkout
    payframe={loadPayframe(key, { host, ...(account && { stripeAccount: account }) })}
    content={content}
  />
);

if (root.hasChildNodes()) hydrateRoot(root, app);
else createRoot(shadow ? root.attachShadow({ mode: shadow as ShadowRootMode }) : root).render(app);

import { loadPayframe } from 'payframe';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { Checkout } from './react-checkout.js';

window.seen = [];
const root = document.getElementById('root') as HTMLElement;
const { key = '', host, content } = root.dataset;
const app = <Checkout payframe={loadPayframe(key, { host })} content={content} />;

if (root.hasChildNodes()) hydrateRoot(root, app);
else createRoot(root).render(app);

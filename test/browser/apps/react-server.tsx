import { renderToString } from 'react-dom/server';
import { Checkout } from './react-checkout.js';

process.stdout.write(renderToString(<Checkout payframe={null} />));

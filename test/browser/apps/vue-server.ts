import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { Checkout } from './vue-checkout.js';

renderToString(createSSRApp(Checkout, { payframe: null })).then((html) => process.stdout.write(html));

import { loadPayframe } from 'payframe';
import { createApp, createSSRApp } from 'vue';
import { Checkout } from './vue-checkout.js';

window.seen = [];
const root = document.getElementById('root') as HTMLElement;
const { key = '', host, account, content } = root.dataset;
const create = root.hasChildNodes() ? createSSRApp : createApp;

const payframe = loadPayframe(key, { host, ...(account && { stripeAccount: account }) });
create(Checkout, { payframe, content }).mount(root);

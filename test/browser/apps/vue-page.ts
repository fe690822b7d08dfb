import { loadPayframe } from 'payframe';
import { createApp, createSSRApp } from 'vue';
import { Checkout } from './vue-checkout.js';

window.seen = [];
const root = document.getElementById('root') as HTMLElement;
const { key = '', host, content } = root.dataset;
const create = root.hasChildNodes() ? createSSRApp : createApp;

create(Checkout, { payframe: loadPayframe(key, { host }), content }).mount(root);

import { createApp } from 'vue';
import App from './app.vue';
import '../../react/src/checkout.css';

const root = document.getElementById('app') as HTMLElement;
const { publishableKey = '', host } = root.dataset;

createApp(App, { publishableKey, host }).mount(root);

import { testExample } from './example-checkout.js';

testExample('vue');

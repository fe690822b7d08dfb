import { testExample } from './example-checkout.js';

testExample('vue', '__vue_app__');

/** @module-tag thorough */
import { testExample } from './example-checkout.js';

testExample('vue', { trace: '__vue_app__' });

import type { NumberSearch } from '../kernel/number-searches.js';
import { cardNumberSearch } from './card/card-numbers-in-text.js';
import { ibanSearch } from './sepa-debit/test-ibans-in-text.js';

export const methodNumberSearches: NumberSearch[] = [cardNumberSearch, ibanSearch];

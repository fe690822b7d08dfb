export const TOTAL = '€52.00';

import { card } from './card/method.js';
import type { Method } from './method.js';

/**
 * Types of payment method that have fields, terms or data of their own, each loaded when its row is opened. Every other type
 * that the host offers has the billing details that the host asks for, and leads to another page.
 */
export const METHODS: Record<string, () => Method | Promise<Method>> = {
  card: () => card,
};

import {
  type Occasion,
  obstaclesOf as obstaclesAmong,
  offeredOf,
} from '../../../src/contract/offered-methods.js';
import type { Method } from './method.js';
import { methods } from './registry.js';

/** Returns the methods that an occasion can have, in the order in which they are offered. */
export const offeredMethods = (occasion: Occasion): Method[] => offeredOf<Method>(methods.all, occasion);

/** Returns why an occasion can't have any method, as the end of an error's message. */
export const obstaclesOf = (occasion: Occasion): string => obstaclesAmong(methods.all, occasion);

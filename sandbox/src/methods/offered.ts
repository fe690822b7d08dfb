import { type Occasion, obstacleOf, offeredOf } from '../../../src/contract/offered-methods.js';
import type { Method } from './method.js';
import { methods } from './registry.js';

/** Returns the methods that an occasion can have, in the order in which they are offered. */
export const offeredMethods = (occasion: Occasion): Method[] => offeredOf<Method>(methods.all, occasion);

/** Returns the reason for each type that an occasion can't have, as the end of an error's message. */
export const obstaclesOf = (occasion: Occasion): string =>
  methods.all
    .flatMap((method) => {
      const obstacle = obstacleOf(method, occasion);
      return obstacle ? [`${method.type} ${obstacle}`] : [];
    })
    .join('; ');

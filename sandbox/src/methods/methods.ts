import type { NumberSearch } from '../kernel/number-searches.js';
import type { Method } from './method.js';
import type { TokenKind } from './token-kind.js';

/** The types of payment method that the platform has. */
export interface Methods<Type extends string = string> {
  all: readonly [Method<Type>, ...Method<Type>[]];
  types: readonly Type[];
  /** Type of parameters that name none. */
  defaultType: Type;
  /** Every kind of token, in the order of the types. */
  tokenKinds: readonly TokenKind[];
  /** Searches for the numbers of all types, in stored texts. */
  numberSearches: readonly NumberSearch[];
  find(type: string): Method<Type> | undefined;
  /** @throws Error for a type that the platform does not have */
  of(type: string): Method<Type>;
  /** Returns the chosen value for each type that has one, by the type's name. */
  byType<Value>(choose: (method: Method<Type>) => Value | undefined): Partial<Record<Type, Value>>;
}

/**
 * Creates the list of types and its look-ups.
 *
 * @param all The definitions. The first one is the type of parameters that name none.
 */
export function createMethods<Type extends string>(
  all: readonly [Method<Type>, ...Method<Type>[]],
): Methods<Type> {
  const found = new Map<string, Method<Type>>(all.map((method) => [method.type, method]));
  return {
    all,
    types: all.map(({ type }) => type),
    defaultType: all[0].type,
    tokenKinds: all.flatMap(({ tokens }) => tokens),
    numberSearches: all.flatMap(({ numbers }) => numbers ?? []),
    find: (type) => found.get(type),
    of(type) {
      const method = found.get(type);
      if (!method) throw new Error(`The platform has no payment methods of the type ${type}.`);
      return method;
    },
    byType: (choose) =>
      Object.fromEntries(
        all.flatMap((method) => {
          const value = choose(method);
          return value === undefined ? [] : [[method.type, value]];
        }),
      ) as never,
  };
}

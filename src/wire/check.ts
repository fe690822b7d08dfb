/**
 * Checks of what arrives from another realm, as small type guards that compose.
 * Only own properties count: a polluted `Object.prototype` completes nothing. That making one does nothing else lets the
 * build leave out those that a script does not use.
 */
export type Check<T> = (value: unknown) => value is T;
/** A check for each property of `T`, also for those that may be left out. */
export type Shape<T> = { [K in keyof T]-?: Check<T[K]> };
/** `Shape<T>`, from which the compiler takes no `T`: TypeScript's own `NoInfer` is not in all versions that shops use. */
type ShapeOf<T> = [Shape<T>][T extends unknown ? 0 : never];

export const string: Check<string> = (value) => typeof value === 'string';
export const number: Check<number> = (value): value is number => Number.isFinite(value);
export const boolean: Check<boolean> = (value) => typeof value === 'boolean';

export const bytes: Check<ArrayBuffer> = (value): value is ArrayBuffer =>
  Object.prototype.toString.call(value) === '[object ArrayBuffer]';

export const literal =
  /* @__NO_SIDE_EFFECTS__ */
    <T extends string>(...values: T[]): Check<T> =>
    (value): value is T =>
      values.includes(value as T);

export const optional =
  /* @__NO_SIDE_EFFECTS__ */
    <T>(check: Check<T>): Check<T | undefined> =>
    (value): value is T | undefined =>
      value === undefined || check(value);

export const list =
  /* @__NO_SIDE_EFFECTS__ */
    <T>(check: Check<T>): Check<T[]> =>
    (value): value is T[] =>
      Array.isArray(value) && value.every(check);

/** `T` is taken from where the check is used: a shape that lacks one of its properties does not compile. */
export const object =
  /* @__NO_SIDE_EFFECTS__ */
    <T extends object>(shape: ShapeOf<T>): Check<T> =>
    (value): value is T =>
      isRecord(value) &&
      Object.entries<Check<unknown>>(shape).every(([name, check]) => check(own(value, name)));

export const anyOf =
  /* @__NO_SIDE_EFFECTS__ */
    <T>(...checks: Check<T>[]): Check<T> =>
    (value): value is T =>
      checks.some((check) => check(value));

/** An object literal, of whatever realm: not an array, not a class's instance. */
export const isRecord: Check<Record<string, unknown>> = (value): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]';

export const own = <T>(record: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/**
 * Small type guards that compose into checks of what arrives from another realm. They read only own properties, so that a
 * polluted `Object.prototype` adds nothing. Creating one has no side effects, so that the build drops those that a script
 * does not use.
 */
export type Check<T> = (value: unknown) => value is T;
/** Checks for all properties of `T`, optional ones included. */
export type Shape<T> = { [K in keyof T]-?: Check<T[K]> };
/** `Shape<T>`, but the compiler does not infer `T` from it. TypeScript's own `NoInfer` is too new for some shops. */
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

/** Checks an object. `T` comes from the place that uses the check: a shape that lacks a property does not compile. */
export const object =
  /* @__NO_SIDE_EFFECTS__ */
    <T extends object>(shape: ShapeOf<T>): Check<T> =>
    (value): value is T =>
      isRecord(value) &&
      Object.entries<Check<unknown>>(shape).every(([name, check]) => check(own(value, name)));

/** Checks for everything that an example has, each of the type that it has there. */
export const like =
  /* @__NO_SIDE_EFFECTS__ */
    <T>(example: T): Check<T> =>
    (value): value is T =>
      isRecord(example)
        ? isRecord(value) && Object.entries(example).every(([name, part]) => like(part)(own(value, name)))
        : typeof value === typeof example;

export const anyOf =
  /* @__NO_SIDE_EFFECTS__ */
    <T>(...checks: Check<T>[]): Check<T> =>
    (value): value is T =>
      checks.some((check) => check(value));

/** Checks for a plain object of any realm: not an array, not an instance of a class. */
export const isRecord: Check<Record<string, unknown>> = (value): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]';

export const own = <T>(record: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

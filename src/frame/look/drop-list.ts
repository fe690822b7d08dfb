/**
 * Function that notes an option which is left out, with its value if that is short.
 *
 * @param takes Returns whether the option takes another value, so that a number which lacks its unit is told from
 * a wrong one.
 */
export type Drop = (option: string, value?: unknown, takes?: (other: string) => unknown) => undefined;

/** Greatest number of ignored options that are reported. With more, the message is clear enough. */
const MOST_TOLD = 12;

/** Matches a length within the bounds that the frame has set itself. */
const BOUNDED = /^clamp\([\d.-]+\w+, (.*), [\d.]+\w+\)$/;

/** Creates a list of ignored options, and the function that adds to it. */
export function dropList(): { list: string[]; drop: Drop } {
  const list: string[] = [];
  const drop: Drop = (option, value, takes) => {
    if (list.length < MOST_TOLD) list.push(`${option.slice(0, 80)}: ${reason(value, takes)}`);
  };
  return { list, drop };
}

function reason(value: unknown, takes?: (other: string) => unknown): string {
  if (value === undefined) return 'not supported';
  const shown = `${value}`.replace(BOUNDED, '$1');
  const withUnit = `${shown}px`;
  if (/^-?[\d.]+$/.test(shown) && takes?.(withUnit)) return `needs a unit, such as ${withUnit}`;
  return shown.length > 40 ? 'not allowed' : `not allowed: ${shown}`;
}

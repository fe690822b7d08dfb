import { findKeys, type Leak } from './find-keys.js';

/** What bundlers inline into a page's scripts: Vite, Next, Nuxt, Create React App, Astro and SvelteKit, and others. */
const INLINED =
  /^(?:VITE|NEXT_PUBLIC|NUXT_PUBLIC|NUXT_ENV|REACT_APP|PUBLIC|GATSBY|EXPO_PUBLIC|VUE_APP|NG_APP|STORYBOOK)_/;
const ENV_FILE = /(?:^|[\\/])(?:\.env(?:\.[^\\/]*)?|[^\\/]+\.env)$/;
const LINE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*(.*)$/gm;
const REFERENCE = /\$(?:\{([A-Za-z_]\w*)(?::?-[^{}]{0,300})?\}|([A-Za-z_]\w*))/g;

export interface VariableLeak extends Leak {
  variable: string;
}

export const isEnvFile = (path: string): boolean => ENV_FILE.test(path);

const isInlined = (name: string): boolean => INLINED.test(name);

/**
 * Finds the keys that a `.env` file gives to a variable that a bundler inlines, be it by the name of another variable.
 * Under any other name they are where they belong.
 */
export function findVariables(text: string, inlined: (name: string) => boolean = isInlined): VariableLeak[] {
  const variables = [...text.matchAll(LINE)].map((match) => {
    const [line, name = '', value = ''] = match;
    return { name, value, offset: match.index + line.length - value.length };
  });
  const expand = createExpander(new Map(variables.map(({ name, value }) => [name, value])));
  return variables
    .filter(({ name }) => inlined(name))
    .flatMap(({ name, value, offset }) => {
      const written = findKeys(value).map((leak) => ({
        ...leak,
        offset: offset + leak.offset,
        variable: name,
      }));
      if (written.length) return written;
      return findKeys(expand(value)).map((leak) => ({ ...leak, offset, variable: name }));
    });
}

/** No key is longer, and values that name each other again and again grow no further. */
const LONGEST = 4_096;

/** Puts values in the place of names, those that values name in turn included. A name that is not known stays. */
function createExpander(values: Map<string, string>): (value: string) => string {
  const expanded = new Map<string, string>();
  const expand = (value: string): string =>
    value
      .replace(REFERENCE, (reference: string, braced?: string, plain?: string) => {
        const name = (braced ?? plain) as string;
        const next = values.get(name);
        if (next === undefined) return reference;
        if (!expanded.has(name)) {
          // Until it is known, a name that comes back to itself stays as it is.
          expanded.set(name, reference);
          expanded.set(name, expand(next.replace(/^["'`]|["'`]$/g, '')));
        }
        return expanded.get(name) as string;
      })
      .slice(0, LONGEST);
  return expand;
}

import { findKeys, type Leak } from './find-keys.js';

/**
 * Prefixes of variables that bundlers inline into a page's scripts: Vite, Next, Nuxt, Create React App, Astro
 * and SvelteKit, and others.
 */
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
 * Finds the keys in a `.env` file that a bundler inlines, directly or through another variable's name.
 * Variables with other names may hold keys, because a `.env` file is the right place for them.
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

/** Greatest length of a key, which also limits values that refer to each other again and again. */
const LONGEST = 4_096;

/**
 * Creates a function that replaces references by the values of variables, also within those values. Unknown
 * names stay as they are.
 */
function createExpander(values: Map<string, string>): (value: string) => string {
  const expanded = new Map<string, string>();
  const expand = (value: string): string =>
    value
      .replace(REFERENCE, (reference: string, braced?: string, plain?: string) => {
        const name = (braced ?? plain) as string;
        const next = values.get(name);
        if (next === undefined) return reference;
        if (!expanded.has(name)) {
          // While its value is being expanded, a name that refers to itself stays as it is.
          expanded.set(name, reference);
          expanded.set(name, expand(next.replace(/^["'`]|["'`]$/g, '')));
        }
        return expanded.get(name) as string;
      })
      .slice(0, LONGEST);
  return expand;
}

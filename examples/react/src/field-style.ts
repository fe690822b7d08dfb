import { useMemo, useSyncExternalStore } from 'react';

const dark = matchMedia('(prefers-color-scheme: dark)');

function onSchemeChange(listener: () => void) {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
}

/**
 * Returns the page's type and colours for fields in frames, which cannot see its style sheet. They are read
 * again when the colour scheme changes.
 */
export function useFieldStyle() {
  const isDark = useSyncExternalStore(onSchemeChange, () => dark.matches);
  // biome-ignore lint/correctness/useExhaustiveDependencies: The style sheet's values depend on it.
  return useMemo(() => {
    const page = getComputedStyle(document.documentElement);
    const colour = (name: string) => page.getPropertyValue(name).trim();
    return {
      base: {
        color: colour('--ink'),
        fontFamily: getComputedStyle(document.body).fontFamily,
        fontSize: '16px',
        lineHeight: '24px',
        '::placeholder': { color: colour('--placeholder') },
      },
      invalid: { color: colour('--danger') },
    };
  }, [isDark]);
}

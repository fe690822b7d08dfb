import { useMemo, useSyncExternalStore } from 'react';

const dark = matchMedia('(prefers-color-scheme: dark)');

function onSchemeChange(listener: () => void) {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
}

/** Reads from the page's style sheet, which frames cannot see, and again when the colour scheme changes. */
function useLook<Look>(read: (colour: (name: string) => string, isDark: boolean) => Look): Look {
  const isDark = useSyncExternalStore(onSchemeChange, () => dark.matches);
  // biome-ignore lint/correctness/useExhaustiveDependencies: Only the style sheet's values change, with the scheme.
  return useMemo(() => {
    const page = getComputedStyle(document.documentElement);
    return read((name) => page.getPropertyValue(name).trim(), isDark);
  }, [isDark]);
}

const font = () => getComputedStyle(document.body).fontFamily;

/** Returns the page's type and colours for fields whose boxes the page draws. */
export const useFieldStyle = () =>
  useLook((colour) => ({
    base: {
      color: colour('--ink'),
      fontFamily: font(),
      fontSize: '16px',
      lineHeight: '24px',
      '::placeholder': { color: colour('--placeholder') },
    },
    invalid: { color: colour('--danger') },
  }));

/** Returns the page's type and colours for the Payment Element, which draws its own boxes. */
export const useAppearance = () =>
  useLook((colour, isDark) => ({
    theme: isDark ? ('night' as const) : ('stripe' as const),
    variables: {
      borderRadius: '10px',
      colorBackground: colour('--paper'),
      colorDanger: colour('--danger'),
      colorPrimary: colour('--accent'),
      colorText: colour('--ink'),
      colorTextPlaceholder: colour('--placeholder'),
      colorTextSecondary: colour('--quiet'),
      fontFamily: font(),
    },
    rules: { '.Input': { border: `1px solid ${colour('--edge')}`, boxShadow: 'none' } },
  }));

import type { ElementStyle } from 'payframe';
import { computed, onScopeDispose, type Ref, shallowRef } from 'vue';

const dark = matchMedia('(prefers-color-scheme: dark)');

/**
 * Returns the page's type and colours for fields in frames, which cannot see its style sheet. They are read
 * again when the colour scheme changes.
 */
export function fieldStyle(): Ref<ElementStyle> {
  const scheme = shallowRef(dark.matches);
  const onChange = () => {
    scheme.value = dark.matches;
  };
  dark.addEventListener('change', onChange);
  onScopeDispose(() => dark.removeEventListener('change', onChange));
  return computed(() => readStyle(scheme.value));
}

/** Reads the style. The parameter is there because the style sheet's values depend on the scheme. */
function readStyle(_isDark: boolean): ElementStyle {
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
}

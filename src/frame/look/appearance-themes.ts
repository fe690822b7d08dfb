/** Values of the variables that draw a field. */
export type Variables = Record<string, string>;

export interface Theme {
  scheme: 'light' | 'dark';
  variables: Variables;
}

const COMMON: Variables = {
  fontFamily: 'system-ui, sans-serif',
  fontLineHeight: '1.2',
  fontSizeBase: '16px',
  fontSizeSm: '0.875em',
  fontSizeXs: '0.75em',
  fontWeightNormal: '400',
  fontWeightMedium: '500',
  spacingUnit: '4px',
  borderRadius: '6px',
};

/**
 * Themes, under the names of the public Appearance API. The contrast of text, labels, placeholders and errors
 * is at least 4.5:1, that of borders at least 3:1 (WCAG 2.2, 1.4.3 and 1.4.11); a test computes it.
 */
export const THEMES: Record<string, Theme> = {
  stripe: {
    scheme: 'light',
    variables: {
      ...COMMON,
      colorPrimary: '#0068cf',
      colorBackground: '#ffffff',
      colorText: '#2a2b37',
      colorTextSecondary: '#5f606d',
      colorTextPlaceholder: '#6b6c7a',
      colorDanger: '#c9183a',
      inputColorBorder: '#8b8d9c',
      inputBoxShadow: '0 1px 2px rgb(0 0 0 / 6%)',
    },
  },
  night: {
    scheme: 'dark',
    variables: {
      ...COMMON,
      colorPrimary: '#85d996',
      colorBackground: '#2b2c38',
      colorText: '#ffffff',
      colorTextSecondary: '#c3c4cf',
      colorTextPlaceholder: '#a9aab8',
      colorDanger: '#ff95a8',
      inputColorBorder: '#85879a',
    },
  },
  flat: {
    scheme: 'light',
    variables: {
      ...COMMON,
      colorPrimary: '#2a2b37',
      colorBackground: '#f0f0f4',
      colorText: '#2a2b37',
      colorTextSecondary: '#5a5b68',
      colorTextPlaceholder: '#626370',
      colorDanger: '#b81434',
      inputColorBorder: 'transparent',
      borderRadius: '4px',
    },
  },
  none: {
    scheme: 'light',
    variables: {
      ...COMMON,
      colorPrimary: '#0068cf',
      colorBackground: 'transparent',
      colorText: '#2a2b37',
      colorTextSecondary: '#5f606d',
      colorTextPlaceholder: '#6b6c7a',
      colorDanger: '#c9183a',
      inputColorBorder: 'transparent',
      spacingUnit: '2px',
      borderRadius: '0',
    },
  },
};

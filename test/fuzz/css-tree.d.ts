/** What of css-tree is used here; its types are no part of it. */
declare module 'css-tree' {
  export const tokenTypes: Readonly<Record<string, number>>;
  export function tokenize(text: string, onToken: (type: number, start: number, end: number) => void): void;
}

/** Returns a value of the API as people write it: `needs_response` is `Needs response`. */
export function inWords(value: string): string {
  const words = value.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The version of the public API whose shapes objects have. */
export const API_VERSION = '2026-10-28.endive';

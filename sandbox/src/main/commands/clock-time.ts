/** Returns a time of this machine as `2026-11-29 12:00:00`, in its time zone. */
export function clockTime(at = new Date()): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

/** Function that returns the id of a new object: `pm_double1`, `pm_double2`, … */
export type NewId = (prefix: string) => string;

export function createIds(): NewId {
  const counts = new Map<string, number>();
  return (prefix) => {
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    return `${prefix}_double${count}`;
  };
}

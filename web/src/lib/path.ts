// Values of a form live in one nested object; a dotted key names a place in it.
export type Values = Record<string, unknown>;

export function valueAt(values: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, part) => {
    if (at === null || typeof at !== 'object') return undefined;
    return (at as Values)[part];
  }, values);
}

// Gives a copy of the values with one place changed; lists stay lists.
export function withValueAt<T>(values: T, path: string, value: unknown): T {
  const [head, ...rest] = path.split('.');
  const copy: Values | unknown[] = Array.isArray(values) ? [...values] : { ...(values as Values) };
  const slot = copy as Values;
  slot[head] = rest.length === 0 ? value : withValueAt(slot[head] ?? {}, rest.join('.'), value);
  return copy as T;
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

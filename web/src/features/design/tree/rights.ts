// `jw:fields`: what each field of the form may be at a step.
export type Right = 'read' | 'edit' | 'required' | 'hide';

export function rightsOf(value: string): Map<string, string> {
  const pairs = value.split(',').map((each) => each.split('=').map((part) => part.trim()));
  return new Map(pairs.filter(([field]) => field).map(([field, right]) => [field, right ?? '']));
}

// Changes one field, or those of which nothing is said (`*`), which stands last.
export function withRight(value: string, field: string, right: string | undefined): string {
  const rights = rightsOf(value);
  if (right) rights.set(field, right);
  else rights.delete(field);
  const named = [...rights].filter(([each]) => each !== '*');
  const others = rights.get('*');
  return [...named, ...(others ? [['*', others]] : [])].map(([each, of]) => `${each}=${of}`).join(', ');
}

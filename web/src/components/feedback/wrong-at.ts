import type { AriaAttributes } from 'react';

// What a screen reader says of a control whose fault is told in the element with this id.
export function wrongAt(id: string, isWrong: boolean): AriaAttributes {
  return isWrong ? { 'aria-invalid': true, 'aria-describedby': id } : {};
}

// The same of a button that adds what is asked for: it holds no value that could be invalid.
export function lacksAt(id: string | undefined, isLacking: boolean) {
  return isLacking ? { 'data-lacks': true, 'aria-describedby': id } : {};
}

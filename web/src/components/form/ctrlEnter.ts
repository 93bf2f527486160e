import type { KeyboardEvent } from 'react';

// Ctrl+Enter anywhere in a dialog hands it in, once it may be; a list of choices that is open does not take it.
export function ctrlEnter(submit: () => void, isComplete: boolean) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !isComplete) return;
    event.preventDefault();
    event.stopPropagation();
    submit();
  };
}

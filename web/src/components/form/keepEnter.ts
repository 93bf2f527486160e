import type { KeyboardEvent } from 'react';

// Enter in a field chooses a date or an option there; it must not send the whole form. Ctrl+Enter does.
export function keepEnter(event: KeyboardEvent<HTMLFormElement>) {
  const inField = event.target instanceof HTMLInputElement;
  if (event.key === 'Enter' && inField && !event.ctrlKey && !event.metaKey) event.preventDefault();
}

import { asProblem } from '@/api/problem';

const wrong = '[aria-invalid="true"], [data-lacks="true"]';
const takesFocus = 'input, textarea, button, [tabindex]:not([tabindex="-1"])';

// Who was refused goes on where he is to: at the first field within that says what is wrong with it, if the refusal is of
// fields, else at the words of the refusal.
export function turnTo(alert: HTMLElement, within: Element | null, error: unknown) {
  const isOfFields = asProblem(error).missing.some((one) => one.field);
  const field = isOfFields ? within?.querySelector<HTMLElement>(wrong) : null;
  if (field) return focusOn(field);
  alert.tabIndex = -1;
  alert.focus({ preventScroll: true });
  alert.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
}

// A field, or the first that takes the focus in what is asked for with several.
export function focusOn(place: HTMLElement) {
  const target = place.matches(takesFocus) ? place : place.querySelector<HTMLElement>(takesFocus);
  target?.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'center', behavior: 'smooth' });
}

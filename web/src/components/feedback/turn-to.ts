import { asProblem } from '@/api/problem';

const wrong = '[aria-invalid="true"], [data-lacks="true"]';
const takesFocus = 'input, textarea, button, [tabindex]:not([tabindex="-1"])';

// Who was refused goes on where he is to: at the first field within that says what is wrong with it or that the refusal
// names, if it is of fields, else at the words of the refusal.
export function turnTo(alert: HTMLElement, within: Element | null, error: unknown) {
  const { missing, place } = asProblem(error);
  const fields = missing.flatMap((one) => one.field ?? []);
  const marked = fields.length > 0 ? within?.querySelector<HTMLElement>(wrong) : null;
  const field = marked ?? named(within, place ? [...fields, place] : fields);
  if (field) return focusOn(field);
  alert.tabIndex = -1;
  alert.focus({ preventScroll: true });
  alert.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
}

// The first control for one of the names, which stands at the end of its id: `person-phone`.
function named(within: Element | null, names: string[]): HTMLElement | undefined {
  const controls = [...(within?.querySelectorAll<HTMLElement>('input[id], textarea[id], button[id]') ?? [])];
  return names.flatMap((name) => controls.find((one) => one.id.endsWith(`-${name}`)) ?? [])[0];
}

// A field, or the first that takes the focus in what is asked for with several.
export function focusOn(place: HTMLElement) {
  const target = place.matches(takesFocus) ? place : place.querySelector<HTMLElement>(takesFocus);
  target?.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'center', behavior: 'smooth' });
}

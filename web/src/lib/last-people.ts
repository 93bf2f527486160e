// Whom somebody picked last, remembered in this browser for each who signs in.
export interface PickedPerson {
  value: string;
  label: string;
  hint: string;
}

const kept = 5;
const keyOf = (owner: string) => `jingwei.people.${owner}`;

export function lastPeople(owner: string): PickedPerson[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(owner)) ?? '[]') as PickedPerson[];
  } catch {
    return [];
  }
}

export function rememberPeople(owner: string, picked: PickedPerson[]) {
  const before = lastPeople(owner).filter((one) => !picked.some((person) => person.value === one.value));
  localStorage.setItem(keyOf(owner), JSON.stringify([...picked, ...before].slice(0, kept)));
}

// Those picked last come first, as they were found now where they were; nobody is there twice.
export function lastFirst(last: PickedPerson[], found: PickedPerson[]): PickedPerson[] {
  const fresh = last.map((one) => found.find((person) => person.value === one.value) ?? one);
  return [...fresh, ...found.filter((person) => !last.some((one) => one.value === person.value))];
}

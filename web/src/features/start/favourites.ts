// Favourite processes stay in this browser.
const storageKey = 'jingwei.favourites';

export function favourites(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.map(String) : [];
  } catch {
    return [];
  }
}

export function toggleFavourite(process: string): string[] {
  const before = favourites();
  const after = before.includes(process) ? before.filter((one) => one !== process) : [...before, process];
  localStorage.setItem(storageKey, JSON.stringify(after));
  return after;
}
